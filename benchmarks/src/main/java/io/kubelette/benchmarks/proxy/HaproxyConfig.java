package io.kubelette.benchmarks.proxy;

import java.net.InetSocketAddress;
import java.util.List;

/** HAProxy in TCP mode; pure. Failed dials go to another endpoint, which is not its default. */
final class HaproxyConfig {

  private HaproxyConfig() {}

  /** Its own buffers. */
  static String plain(List<Forward> forwards) {
    return text("", "", forwards);
  }

  /** Buffers of 128 KiB, and splicing where it thinks best. */
  static String largeBuffers(List<Forward> forwards) {
    return text("  tune.bufsize 131072\n  maxpipes 64\n", "  option splice-auto\n", forwards);
  }

  private static String text(String global, String defaults, List<Forward> forwards) {
    StringBuilder text =
        new StringBuilder(
            """
            global
              maxconn 9600
            %sdefaults
              mode tcp
              timeout connect 1s
              timeout client 1h
              timeout server 1h
              retries 3
              option redispatch 1
            %s"""
                .formatted(global, defaults));
    for (Forward forward : forwards) {
      if (!forward.isDatagram()) {
        text.append("listen ").append(forward.door()).append('\n');
        text.append("  bind 127.0.0.1:").append(forward.port()).append('\n');
        for (InetSocketAddress endpoint : forward.endpoints()) {
          text.append("  server e%08x ".formatted(endpoint.hashCode()));
          text.append(Forward.text(endpoint)).append('\n');
        }
      }
    }
    return text.toString();
  }
}
