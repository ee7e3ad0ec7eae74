package io.kubelette.benchmarks.proxy;

import io.kubelette.loop.Clock;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    for (String command : List.of("haproxy", "nginx")) {
      Optional<Path> program = installed(command);
      if (program.isPresent()) {
        launch(program.get(), folder, server).ifPresent(peers::add);
      } else {
        System.out.println(command + " is not installed: left out");
      }
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
    } catch (URISyntaxException impossible) {
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

  /** Starts a program on a configuration of its own; empty if it does not listen in time. */
  private static Optional<Peer> launch(Path program, Path folder, InetSocketAddress server)
      throws IOException {
    String name = program.getFileName().toString();
    InetSocketAddress address = free();
    boolean isNginx = name.equals("nginx");
    String text = isNginx ? nginx(program, address, server) : haproxy(address, server);
    Path config = Files.writeString(folder.resolve(name + ".conf"), text);
    Process process =
        new ProcessBuilder(
                isNginx ? nginxCommand(program, config) : haproxyCommand(program, config))
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    for (int attempt = 0; attempt < 100 && process.isAlive(); attempt++) {
      if (listens(address)) {
        return Optional.of(new Peer(name, address, process));
      }
    }
    System.out.println(name + " does not start here: left out");
    process.destroy();
    return Optional.empty();
  }

  private static boolean listens(InetSocketAddress address) {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      return socket.isConnected();
    } catch (IOException notYet) {
      try {
        Clock.system().sleep(Duration.ofMillis(50));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      return false;
    }
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

  private static List<String> haproxyCommand(Path program, Path config) {
    return List.of(program.toString(), "-f", config.toString());
  }

  /** With a folder of its own: nginx removes its pid file at the end, whatever file that is. */
  private static List<String> nginxCommand(Path program, Path config) {
    return List.of(program.toString(), "-p", config.getParent() + "/", "-c", config.toString());
  }

  private static String nginx(Path program, InetSocketAddress address, InetSocketAddress server) {
    Path module = program.resolveSibling("../lib/nginx/modules/ngx_stream_module.so").normalize();
    return """
        %s
        daemon off;
        pid nginx.pid;
        error_log stderr error;
        worker_processes auto;
        events { worker_connections 4096; }
        stream {
          server { listen 127.0.0.1:%d; proxy_pass 127.0.0.1:%d; }
        }
        """
        .formatted(
            Files.exists(module) ? "load_module " + module + ";" : "",
            address.getPort(),
            server.getPort());
  }
}
