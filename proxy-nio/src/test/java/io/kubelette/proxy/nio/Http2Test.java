package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.service.Protocol;
import io.kubelette.service.Route;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A foreign client speaks HTTP/2 with a foreign server, through the proxy. */
@Timeout(120)
class Http2Test {

  private static final ServicePortName WEB = ServicePortName.of("default", "web");

  @TempDir private Path directory;

  @Test
  void curlLoadsAFileByHttp2() throws IOException {
    ForeignProgram curl = ForeignProgram.installed("curl");
    ForeignProgram nginx = ForeignProgram.installed("nginx");
    byte[] content = new byte[3 << 20];
    new Random(2).nextBytes(content);
    Files.write(directory.resolve("file"), content);
    int port = freePort();
    Path config = Files.writeString(directory.resolve("nginx.conf"), configuration(port));
    Process server = nginx.start("-p", directory + "/", "-c", config.toString());
    try (NioServiceProxy proxy = NioServiceProxy.create()) {
      ForeignProgram.awaitListening(port);
      InetSocketAddress any = new InetSocketAddress("127.81.0.10", 0);
      InetSocketAddress backend = new InetSocketAddress("127.0.0.1", port);
      Route route = Route.of(WEB, Protocol.TCP, any, List.of(backend));
      proxy.apply(new RoutingTable(List.of(route))).toCompletableFuture().join();
      InetSocketAddress web = proxy.boundAddress(WEB).orElseThrow();
      String url = "http://" + web.getHostString() + ":" + web.getPort() + "/file";
      // Each on a connection of its own: curl 7.88 fails at the second request of one, proxy or
      // not.
      for (int i = 1; i <= 3; i++) {
        Path got = directory.resolve("got" + i);
        String said =
            curl.run(
                "-sS",
                "--max-time",
                "60",
                "--http2-prior-knowledge",
                "-w",
                "HTTP/%{http_version} %{http_code}",
                "-o",
                got.toString(),
                url);
        assertThat(said).isEqualTo("HTTP/2 200");
        assertThat(got).hasBinaryContent(content);
        assertThat(proxy.counters().accepted()).isEqualTo(i);
      }
    } finally {
      server.destroy();
    }
  }

  /** All that nginx writes is below the directory; as root it would else serve as another user. */
  private String configuration(int port) {
    return """
        daemon off;
        master_process off;
        pid nginx.pid;
        error_log error.log;
        events {}
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          server { listen 127.0.0.1:%d http2; root %s; }
        }
        """
        .formatted(port, directory);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
