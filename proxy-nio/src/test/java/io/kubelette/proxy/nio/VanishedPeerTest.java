package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubelette.service.Protocol;
import io.kubelette.service.Route;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import io.kubelette.service.TcpBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Peers whose machine is gone: neither an end nor a reset comes from them, and nothing that is sent
 * to them is answered. Here they are processes in a network namespace that is cut off; to make one
 * takes root, without which the tests are skipped, unless {@code KUBELETTE_NAMESPACES} is {@code
 * required}.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class VanishedPeerTest {

  private static final ServicePortName WEB = ServicePortName.of("default", "web");
  private static final String OURS = "198.18.253.1";
  private static final String THEIRS = "198.18.253.2";

  /** What the kernel and the proxy can do at their quickest: both count in whole seconds. */
  private static final TcpSettings IMPATIENT =
      TcpSettings.defaults()
          .withKeepAlive(new TcpSettings.KeepAlive(Duration.ofSeconds(1), Duration.ofSeconds(1), 1))
          .withWriteStall(Duration.ofSeconds(1));

  private final NioServiceProxy proxy =
      NioServiceProxy.create(NioProxyConfig.defaults().withLoops(1).withTcp(IMPATIENT));
  private final String space = "kubelette-" + ProcessHandle.current().pid();

  /** Names of links are short, and seen by all processes of the machine. */
  private final String ours = "kb" + Long.toString(ProcessHandle.current().pid(), 36) + "a";

  private final String theirs = "kb" + Long.toString(ProcessHandle.current().pid(), 36) + "b";
  private final List<Process> peers = new ArrayList<>();

  @BeforeEach
  void begin() throws Exception {
    boolean made =
        ip("netns", "add", space)
            && ip("link", "add", ours, "type", "veth", "peer", "name", theirs, "netns", space);
    if (!"required".equals(System.getenv("KUBELETTE_NAMESPACES"))) {
      assumeTrue(made, "links between network namespaces need root, iproute2 and veth");
    }
    assertThat(made).isTrue();
    assertThat(ip("addr", "add", OURS + "/30", "dev", ours)).isTrue();
    assertThat(ip("link", "set", ours, "up")).isTrue();
    assertThat(ip("-n", space, "addr", "add", THEIRS + "/30", "dev", theirs)).isTrue();
    assertThat(ip("-n", space, "link", "set", theirs, "up")).isTrue();
  }

  @AfterEach
  void end() throws Exception {
    proxy.close();
    for (Process peer : peers) {
      peer.destroyForcibly().waitFor();
    }
    // Takes both ends of the link with it, in its own time.
    ip("link", "del", ours);
    ip("netns", "del", space);
  }

  @Test
  void aClientLearnsThatItsEndpointVanished() throws Exception {
    try (Socket client = connect(serve("127.0.0.1", startServer()))) {
      assertThat(echoes(client)).isTrue();
      vanish();
      assertThatThrownBy(() -> client.getInputStream().read()).hasMessage("Connection reset");
    }
    awaitNone();
  }

  @Test
  void anEndpointLearnsThatItsClientVanished() throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    try (TcpBackend echo =
        TcpBackend.that(
            socket -> {
              try {
                socket.getInputStream().transferTo(socket.getOutputStream());
                end.complete("a regular end");
              } catch (IOException failure) {
                end.complete(String.valueOf(failure.getMessage()));
              }
            })) {
      InetSocketAddress web = serve(OURS, echo.address());
      assertThat(startPeer("call", OURS, Integer.toString(web.getPort()))).isEqualTo("x");
      vanish();
      assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo("Connection reset");
    }
    awaitNone();
  }

  @Test
  void aClientThatSendsLearnsThatItsEndpointTakesNothingAnyMore() throws Exception {
    try (Socket client = connect(serve("127.0.0.1", startServer()))) {
      assertThat(echoes(client)).isTrue();
      vanish();
      byte[] much = new byte[1 << 20];
      assertThatThrownBy(
              () -> {
                while (true) {
                  client.getOutputStream().write(much);
                }
              })
          .isInstanceOf(IOException.class);
    }
    awaitNone();
  }

  private InetSocketAddress serve(String address, InetSocketAddress endpoint) {
    Route route = Route.of(WEB, Protocol.TCP, new InetSocketAddress(address, 0), List.of(endpoint));
    proxy.apply(new RoutingTable(List.of(route))).toCompletableFuture().join();
    return proxy.boundAddress(WEB).orElseThrow();
  }

  private static Socket connect(InetSocketAddress web) throws IOException {
    Socket client = new Socket(web.getAddress(), web.getPort());
    client.setSoTimeout(30_000);
    return client;
  }

  private static boolean echoes(Socket client) throws IOException {
    client.getOutputStream().write('x');
    return client.getInputStream().read() == 'x';
  }

  /** From now on nothing comes through, in either direction. */
  private void vanish() throws Exception {
    assertThat(ip("-n", space, "link", "set", theirs, "down")).isTrue();
  }

  private void awaitNone() {
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> proxy.counters().open() == 0);
  }

  private InetSocketAddress startServer() throws IOException {
    return new InetSocketAddress(THEIRS, Integer.parseInt(startPeer("serve")));
  }

  /** Starts one beyond the link; tells what it says when it is ready. */
  private String startPeer(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", space));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Peer.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    peers.add(process);
    return new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
        .readLine();
  }

  private static boolean ip(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notInstalled) {
      return false;
    }
  }

  /** Echoes to one client and tells its port, or calls somebody and tells the echo. */
  static final class Peer {

    private Peer() {}

    public static void main(String[] arguments) throws IOException {
      if (arguments[0].equals("serve")) {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(THEIRS))) {
          System.out.println(server.getLocalPort());
          Socket client = server.accept();
          client.getInputStream().transferTo(client.getOutputStream());
        }
      } else {
        Socket socket = new Socket(arguments[1], Integer.parseInt(arguments[2]));
        socket.getOutputStream().write('x');
        System.out.println((char) socket.getInputStream().read());
        socket.getInputStream().read();
      }
    }
  }
}
