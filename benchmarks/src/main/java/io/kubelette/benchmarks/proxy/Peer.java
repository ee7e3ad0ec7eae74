package io.kubelette.benchmarks.proxy;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What may stand between the load and its server. */
enum Peer {
  /** Nothing at all. */
  DIRECT("direct"),
  OURS("kubelette"),
  HAPROXY("haproxy"),
  HAPROXY_128K("haproxy-128k"),
  NGINX("nginx"),
  NGINX_128K("nginx-128k"),
  NETTY_EPOLL("netty-epoll"),
  NETTY_NIO("netty-nio"),
  SOCAT("socat");

  /** The same for every JVM: small, and sparing with threads. */
  private static final List<String> JVM =
      List.of("-XX:+UseSerialGC", "-Xms64m", "-Xmx256m", "-Xmn8m");

  private final String title;

  Peer(String title) {
    this.title = title;
  }

  /** How the command line and the results call it. */
  String title() {
    return title;
  }

  static Peer of(String title) {
    return Arrays.stream(values())
        .filter(peer -> peer.title.equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no peer " + title + "; there are " + Arrays.toString(values())));
  }

  @Override
  public String toString() {
    return title;
  }

  /** Whether it is compiled as it runs, and must practise first. */
  boolean isJvm() {
    return this == OURS || this == NETTY_EPOLL || this == NETTY_NIO;
  }

  /** The program that it needs and that is not installed here, with its Debian packages. */
  Optional<List<String>> missing() {
    return switch (this) {
      case DIRECT, OURS, NETTY_EPOLL, NETTY_NIO -> Optional.empty();
      case HAPROXY, HAPROXY_128K -> absent("haproxy", "haproxy");
      case NGINX, NGINX_128K -> absent("nginx", "nginx", "libnginx-mod-stream");
      case SOCAT -> absent("socat", "socat");
    };
  }

  /** Starts it with these forwards; its files go to the folder. */
  ProcessBuilder command(List<Forward> forwards, Path folder) throws IOException {
    return new ProcessBuilder(
        switch (this) {
          case DIRECT -> throw new IllegalStateException("nothing to start");
          case OURS -> java(ProxyProcess.class, forwards.stream().map(Forward::toString).toList());
          case NETTY_EPOLL -> java(NettyRelay.class, netty("epoll", forwards));
          case NETTY_NIO -> java(NettyRelay.class, netty("nio", forwards));
          case HAPROXY, HAPROXY_128K -> haproxy(forwards, folder);
          case NGINX, NGINX_128K -> nginx(forwards, folder);
          case SOCAT -> socat(forwards.get(0));
        });
  }

  private static List<String> netty(String transport, List<Forward> forwards) {
    return Stream.concat(Stream.of(transport), forwards.stream().map(Forward::toString)).toList();
  }

  private static List<String> java(Class<?> main, List<String> arguments) throws IOException {
    Path jar;
    try {
      jar = Path.of(Peer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IOException(impossible);
    }
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(JVM);
    command.addAll(List.of("-cp", jar.toString(), main.getName()));
    command.addAll(arguments);
    return command;
  }

  private List<String> haproxy(List<Forward> forwards, Path folder) throws IOException {
    String text =
        this == HAPROXY ? HaproxyConfig.plain(forwards) : HaproxyConfig.largeBuffers(forwards);
    Path config = Files.writeString(folder.resolve(title + ".conf"), text);
    return List.of(program("haproxy").toString(), "-f", config.toString());
  }

  /** With a folder of its own: nginx removes its pid file at the end, whatever file that is. */
  private List<String> nginx(List<Forward> forwards, Path folder) throws IOException {
    Path program = program("nginx");
    Path module = program.resolveSibling("../lib/nginx/modules/ngx_stream_module.so").normalize();
    String text =
        (Files.exists(module) ? "load_module " + module + ";\n" : "")
            + (this == NGINX ? NginxConfig.plain(forwards) : NginxConfig.largeBuffers(forwards));
    Path own = Files.createDirectories(folder.resolve(title));
    Path config = Files.writeString(own.resolve("nginx.conf"), text);
    return List.of(program.toString(), "-p", own + "/", "-c", config.toString());
  }

  private static List<String> socat(Forward forward) throws IOException {
    return List.of(
        program("socat").toString(),
        "TCP-LISTEN:" + forward.port() + ",bind=127.0.0.1,fork,reuseaddr,backlog=1024,nodelay",
        "TCP:" + Forward.text(forward.endpoints().get(0)) + ",nodelay");
  }

  private static Optional<List<String>> absent(String command, String... packages) {
    return find(command).isPresent() ? Optional.empty() : Optional.of(List.of(packages));
  }

  private static Path program(String command) throws IOException {
    return find(command).orElseThrow(() -> new IOException(command + " is not installed"));
  }

  private static Optional<Path> find(String command) {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, command))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
