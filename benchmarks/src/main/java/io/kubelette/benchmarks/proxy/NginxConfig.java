package io.kubelette.benchmarks.proxy;

import java.net.InetSocketAddress;
import java.util.List;

/** The stream module of nginx; pure. Failed dials go to another endpoint, as by its default. */
final class NginxConfig {

  private NginxConfig() {}

  /** Its own buffers and sockets. */
  static String plain(List<Forward> forwards) {
    return text("", forwards, new Listening("", ""));
  }

  /** Buffers of 128 KiB, a socket for each worker, and room for 4 MB of datagrams. */
  static String largeBuffers(List<Forward> forwards) {
    return text("  proxy_buffer_size 128k;\n", forwards, new Listening(" reuseport", " rcvbuf=4m"));
  }

  /** What follows the address of a {@code listen}. */
  private record Listening(String any, String datagram) {}

  private static String text(String stream, List<Forward> forwards, Listening listening) {
    StringBuilder text =
        new StringBuilder(
            """
            daemon off;
            pid nginx.pid;
            error_log error.log;
            worker_processes auto;
            worker_rlimit_nofile 20000;
            events { worker_connections 19900; }
            stream {
              proxy_connect_timeout 1s;
            %s"""
                .formatted(stream));
    for (Forward forward : forwards) {
      text.append("  upstream ").append(forward.door()).append(" {");
      for (InetSocketAddress endpoint : forward.endpoints()) {
        text.append(" server ").append(Forward.text(endpoint)).append(';');
      }
      text.append(" }\n  server { listen 127.0.0.1:").append(forward.port());
      text.append(forward.isDatagram() ? " udp" + listening.datagram : "").append(listening.any);
      text.append("; proxy_pass ").append(forward.door()).append("; }\n");
    }
    return text.append("}\n").toString();
  }
}
