package io.kubelette.benchmarks.proxy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something between the load and its server: a process that listens, or nothing at all.
 *
 * @param name how the results call it
 * @param address where the load connects
 * @param process what is ended afterwards
 */
record Peer(String name, InetSocketAddress address, @Nullable Process process)
    implements AutoCloseable {

  /** The name under which the results call ours. */
  static final String OURS = "kubelette";

  /** All that this machine has: ours and no proxy always, the others where they are installed. */
  static List<Peer> start(InetSocketAddress server) throws IOException {
    List<Peer> peers = new ArrayList<>();
    peers.add(new Peer("direct", server, null));
    peers.add(ours(server));
    Path folder = Files.createTempDirectory("kubelette-benchmark");
    Optional<Path> haproxy = installed("haproxy");
    if (haproxy.isPresent()) {
      InetSocketAddress address = free();
      Path config = Files.writeString(folder.resolve("haproxy.cfg"), haproxy(address, server));
      peers.add(launch("haproxy", address, haproxy.get().toString(), "-f", config.toString()));
    }
    Optional<Path> nginx = installed("nginx");
    if (nginx.isPresent()) {
      InetSocketAddress address = free();
      Path config = Files.writeString(folder.resolve("nginx.conf"), nginx(address, server));
      peers.add(
          launch(
              "nginx",
              address,
              nginx.get().toString(),
              "-p",
              folder.toString(),
              "-c",
              config.toString()));
    }
    return peers;
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      try {
        process.waitFor(5, TimeUnit.SECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Peer ours(InetSocketAddress server) throws IOException {
    String java = ProcessHandle.current().info().command().orElse("java");
    Path jar;
    try {
      jar = Path.of(Peer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (java.net.URISyntaxException impossible) {
      throw new IOException(impossible);
    }
    Process process =
        new ProcessBuilder(
                java,
                "-cp",
                jar.toString(),
                ProxyProcess.class.getName(),
                Integer.toString(server.getPort()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader told =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    int port = Integer.parseInt(told.readLine());
    return new Peer(OURS, new InetSocketAddress("127.0.0.1", port), process);
  }

  private static Peer launch(String name, InetSocketAddress address, String... command)
      throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new Peer(name, address, process);
  }

  private static Optional<Path> installed(String command) {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, command))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static InetSocketAddress free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return new InetSocketAddress("127.0.0.1", socket.getLocalPort());
    }
  }

  private static String haproxy(InetSocketAddress address, InetSocketAddress server) {
    return """
        global
          maxconn 4096
        defaults
          mode tcp
          timeout connect 5s
          timeout client 1h
          timeout server 1h
        listen service
          bind 127.0.0.1:%d
          server endpoint 127.0.0.1:%d
        """
        .formatted(address.getPort(), server.getPort());
  }

  private static String nginx(InetSocketAddress address, InetSocketAddress server) {
    return """
        include /usr/share/nginx/modules-available/mod-stream*.conf;
        daemon off;
        pid nginx.pid;
        error_log stderr error;
        worker_processes auto;
        events { worker_connections 4096; }
        stream {
          server { listen 127.0.0.1:%d; proxy_pass 127.0.0.1:%d; }
        }
        """
        .formatted(address.getPort(), server.getPort());
  }
}
