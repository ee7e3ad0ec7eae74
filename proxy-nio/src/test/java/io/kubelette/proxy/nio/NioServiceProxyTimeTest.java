package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.service.Drain;
import io.kubelette.service.Faults;
import io.kubelette.service.Protocol;
import io.kubelette.service.Route;
import io.kubelette.service.RouteSettings;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import io.kubelette.service.SessionAffinity;
import io.kubelette.service.TcpBackend;
import io.kubelette.service.UdpBackend;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a proxy does when time passes: the clock is the test's, and traffic wakes the loop. */
@Timeout(60)
class NioServiceProxyTimeTest {

  private static final ServicePortName WEB = ServicePortName.of("default", "web");
  private static final ServicePortName WAKER = ServicePortName.of("default", "waker");

  private final SettableClock clock = new SettableClock();
  private final NioServiceProxy proxy =
      NioServiceProxy.create(NioProxyConfig.defaults().withLoops(1), clock);
  private final UdpBackend waker = UdpBackend.named("");
  private final List<AutoCloseable> closing = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    proxy.close();
    waker.close();
    for (AutoCloseable each : closing) {
      each.close();
    }
  }

  @Test
  void aHalfClosedConnectionIsResetAfterAnHour() throws IOException {
    TcpBackend silent =
        closing(
            TcpBackend.that(
                socket -> {
                  socket.getInputStream().readAllBytes();
                  waitForEver();
                }));
    InetSocketAddress web = serve(Protocol.TCP, silent.address());
    try (Socket client = connect(web)) {
      client.shutdownOutput();
      untilCounted(1);
      pass(Duration.ofMinutes(59));
      assertThat(proxy.counters().open()).isEqualTo(1);
      pass(Duration.ofMinutes(2));
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
      assertThat(proxy.counters().open()).isZero();
    }
  }

  @Test
  void aRepliedUdpFlowEndsAfterTwoIdleMinutes() throws IOException {
    UdpBackend a = closing(UdpBackend.named("a"));
    UdpBackend b = closing(UdpBackend.named("b"));
    InetSocketAddress dns = serve(Protocol.UDP, a.address(), b.address());
    try (DatagramSocket client = new DatagramSocket()) {
      String first = ask(client, dns);
      pass(Duration.ofSeconds(100));
      assertThat(ask(client, dns)).isEqualTo(first);
      pass(Duration.ofSeconds(100));
      assertThat(ask(client, dns)).as("the second question kept the flow").isEqualTo(first);
      pass(Duration.ofSeconds(121));
      assertThat(ask(client, dns)).isNotEqualTo(first);
    }
  }

  @Test
  void anUnrepliedUdpFlowEndsAfterThirtySeconds() throws IOException {
    UdpBackend b = closing(UdpBackend.named("b"));
    try (DatagramSocket mute = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
        DatagramSocket client = new DatagramSocket()) {
      InetSocketAddress silent = (InetSocketAddress) mute.getLocalSocketAddress();
      InetSocketAddress dns = serve(Protocol.UDP, silent, b.address());
      List<InetSocketAddress> order = new ArrayList<>(List.of(silent, b.address()));
      order.sort(Comparator.comparingInt(InetSocketAddress::getPort));
      if (order.get(0).equals(b.address())) {
        // The turn begins with the lowest port: let another client have it.
        try (DatagramSocket other = new DatagramSocket()) {
          assertThat(ask(other, dns)).isEqualTo("b?");
        }
      }
      client.send(new DatagramPacket(new byte[] {'?'}, 1, dns));
      mute.setSoTimeout(10_000);
      mute.receive(new DatagramPacket(new byte[1], 1));
      pass(Duration.ofSeconds(31));
      assertThat(ask(client, dns)).isEqualTo("b?");
    }
  }

  @Test
  void aTakenFrontendIsServedOnceItIsFree() throws IOException {
    TcpBackend named = closing(TcpBackend.named("a"));
    ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.81.0.3"));
    InetSocketAddress frontend = (InetSocketAddress) taken.getLocalSocketAddress();
    proxy.apply(table(route(WEB, Protocol.TCP, frontend, named.address()), wakerRoute()));
    InetSocketAddress own = proxy.boundAddress(WEB).orElseThrow();
    assertThat(own).isNotEqualTo(frontend);
    assertThat(proxy.listenFailures()).hasSize(1);
    pass(Duration.ofSeconds(2));
    assertThat(proxy.boundAddress(WEB)).contains(own);
    taken.close();
    pass(Duration.ofSeconds(5));
    assertThat(proxy.listenFailures()).isEmpty();
    assertThat(proxy.boundAddress(WEB)).contains(frontend);
    for (InetSocketAddress address : List.of(frontend, own)) {
      try (Socket client = connect(address)) {
        assertThat(client.getInputStream().read()).isEqualTo('a');
      }
    }
  }

  @Test
  void aSlowEndpointIsLeftForAnotherWithoutWaitingLongerThanItsShare() throws IOException {
    TcpBackend alive = closing(TcpBackend.named("alive"));
    // Who does not accept has the kernel drop what comes once its short queue is full.
    ServerSocket hole = closing(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
    InetSocketAddress silent = (InetSocketAddress) hole.getLocalSocketAddress();
    for (int i = 0; i < 2; i++) {
      closing(connect(silent));
    }
    InetSocketAddress web = serve(Protocol.TCP, silent, alive.address());
    try (Socket one = connect(web);
        Socket two = connect(web)) {
      untilCounted(2);
      assertThat(proxy.counters().dialFailures()).isZero();
      pass(Duration.ofMillis(300));
      for (Socket client : List.of(one, two)) {
        assertThat(client.getInputStream().read()).isEqualTo('a');
      }
      assertThat(proxy.counters().dialFailures()).isEqualTo(1);
    }
  }

  @Test
  void anIdleConnectionIsResetWhereTheRouteSaysSo() throws IOException {
    TcpBackend echo = closing(TcpBackend.echo());
    var timeouts =
        new RouteSettings.Timeouts(
            Duration.ofMinutes(10), Duration.ZERO, Duration.ZERO, Duration.ZERO);
    InetSocketAddress web = serve(RouteSettings.defaults().withTimeouts(timeouts), echo.address());
    try (Socket client = connect(web)) {
      for (int i = 0; i < 3; i++) {
        client.getOutputStream().write('x');
        assertThat(client.getInputStream().read()).isEqualTo('x');
        // The loop may still be at what it has just written.
        pass(Duration.ZERO);
        pass(Duration.ofMinutes(9));
      }
      assertThat(proxy.counters().open()).isEqualTo(1);
      pass(Duration.ofMinutes(2));
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void aConnectionEndsWithItsAgeWhereTheRouteSaysSo() throws IOException {
    TcpBackend echo = closing(TcpBackend.echo());
    var timeouts =
        new RouteSettings.Timeouts(
            Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(10));
    InetSocketAddress web = serve(RouteSettings.defaults().withTimeouts(timeouts), echo.address());
    try (Socket client = connect(web)) {
      client.getOutputStream().write('x');
      assertThat(client.getInputStream().read()).isEqualTo('x');
      pass(Duration.ZERO);
      pass(Duration.ofMinutes(8));
      assertThat(proxy.counters().open()).isEqualTo(1);
      pass(Duration.ofMinutes(3));
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void anIdleConnectionLastsByDefault() throws IOException {
    TcpBackend echo = closing(TcpBackend.echo());
    InetSocketAddress web = serve(Protocol.TCP, echo.address());
    try (Socket client = connect(web)) {
      client.getOutputStream().write('x');
      assertThat(client.getInputStream().read()).isEqualTo('x');
      pass(Duration.ofDays(3));
      client.getOutputStream().write('y');
      assertThat(client.getInputStream().read()).isEqualTo('y');
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void bothPeersAreAskedWhetherTheyLiveOnceTheConnectionHasLastedAMinute() throws IOException {
    TcpBackend echo = closing(TcpBackend.echo());
    InetSocketAddress web = serve(Protocol.TCP, echo.address());
    try (Socket client = connect(web)) {
      untilCounted(1);
      pass(Duration.ofSeconds(59));
      assertThat(keepsAlive(client.getLocalPort())).isFalse();
      pass(Duration.ofSeconds(2));
      assertThat(keepsAlive(client.getLocalPort())).isTrue();
      assertThat(keepsAlive(echo.address().getPort())).isTrue();
    }
  }

  @Test
  void aPeerThatTakesNothingIsGivenUpAfterAQuarterOfAnHour() throws IOException {
    TcpBackend full = closing(TcpBackend.that(socket -> waitForEver()));
    InetSocketAddress web = serve(Protocol.TCP, full.address());
    try (SocketChannel client = SocketChannel.open(web)) {
      client.configureBlocking(false);
      ByteBuffer chunk = ByteBuffer.allocate(1 << 20);
      for (int vain = 0; vain < 5; vain++) {
        if (client.write(chunk.clear()) > 0) {
          vain = 0;
        }
        pass(Duration.ZERO);
      }
      pass(Duration.ofMinutes(14));
      assertThat(proxy.counters().open()).isEqualTo(1);
      pass(Duration.ofMinutes(2));
      assertThat(proxy.counters().open()).isZero();
    }
  }

  @Test
  void connectionsOfARemovedEndpointHaveTheirGrace() throws IOException {
    TcpBackend a = closing(TcpBackend.echo());
    TcpBackend b = closing(TcpBackend.echo());
    RouteSettings drained =
        RouteSettings.defaults().withDrain(Drain.closeAfter(Duration.ofSeconds(30)));
    InetSocketAddress web = serve(drained, a.address());
    try (Socket client = connect(web)) {
      untilCounted(1);
      serve(drained, b.address());
      pass(Duration.ofSeconds(29));
      client.getOutputStream().write('x');
      assertThat(client.getInputStream().read()).isEqualTo('x');
      pass(Duration.ofSeconds(2));
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void connectionsOfARemovedEndpointLeaveOneAfterAnother() throws IOException {
    TcpBackend a = closing(TcpBackend.echo());
    TcpBackend b = closing(TcpBackend.echo());
    RouteSettings drained =
        RouteSettings.defaults().withDrain(Drain.stagger(Duration.ofSeconds(40)));
    InetSocketAddress web = serve(drained, a.address());
    for (int i = 0; i < 4; i++) {
      closing(connect(web));
    }
    untilCounted(4);
    serve(drained, b.address());
    for (int left = 4; left > 0; left--) {
      assertThat(proxy.counters().open()).isEqualTo(left);
      pass(Duration.ofMillis(10_100));
    }
    assertThat(proxy.counters().open()).isZero();
  }

  @Test
  void udpFlowsOfARemovedEndpointHaveTheirGraceWhereTheRouteSaysSo() throws IOException {
    UdpBackend a = closing(UdpBackend.named("a"));
    UdpBackend b = closing(UdpBackend.named("b"));
    RouteSettings drained =
        RouteSettings.defaults().withDrain(Drain.closeAfter(Duration.ofSeconds(10)));
    InetSocketAddress any = new InetSocketAddress("127.81.0.3", 0);
    apply(route(WEB, Protocol.UDP, any, a.address()).withSettings(drained));
    InetSocketAddress dns = proxy.boundAddress(WEB).orElseThrow();
    try (DatagramSocket client = new DatagramSocket()) {
      assertThat(ask(client, dns)).isEqualTo("a?");
      apply(route(WEB, Protocol.UDP, any, b.address()).withSettings(drained));
      assertThat(ask(client, dns)).isEqualTo("a?");
      pass(Duration.ofSeconds(11));
      assertThat(ask(client, dns)).isEqualTo("b?");
    }
  }

  @Test
  void affinityEndsAfterItsTime() throws IOException {
    TcpBackend a = closing(TcpBackend.named("a"));
    TcpBackend b = closing(TcpBackend.named("b"));
    RouteSettings sticky =
        RouteSettings.defaults().withAffinity(SessionAffinity.lasting(Duration.ofMinutes(10)));
    InetSocketAddress web = serve(sticky, a.address(), b.address());
    int first = greeting(web);
    for (int i = 0; i < 4; i++) {
      pass(Duration.ofMinutes(9));
      assertThat(greeting(web)).as("each connection begins the time anew").isEqualTo(first);
    }
    pass(Duration.ofMinutes(11));
    assertThat(greeting(web)).isNotEqualTo(first);
  }

  @Test
  void aBandwidthHoldsDataBack() throws IOException {
    TcpBackend echo = closing(TcpBackend.echo());
    Faults slow = new Faults(Duration.ZERO, 0, 0, 1000);
    InetSocketAddress web = serve(RouteSettings.defaults().withFaults(slow), echo.address());
    try (Socket client = connect(web)) {
      client.getOutputStream().write(new byte[300]);
      untilCounted(1);
      assertThat(proxy.counters().bytesUp()).isEqualTo(100);
      pass(Duration.ofMillis(150));
      pass(Duration.ZERO);
      assertThat(proxy.counters().bytesUp()).isEqualTo(200);
    }
  }

  @Test
  void aDroppedConnectionIsAcceptedAndNeverServed() throws IOException {
    TcpBackend echo = closing(TcpBackend.echo());
    Faults drop = new Faults(Duration.ZERO, 0, 1, 0);
    InetSocketAddress web = serve(RouteSettings.defaults().withFaults(drop), echo.address());
    try (Socket client = connect(web)) {
      client.getOutputStream().write('x');
      untilCounted(1);
      pass(Duration.ofMinutes(1));
      assertThat(echo.connections()).isZero();
      assertThat(proxy.counters().open()).isEqualTo(1);
    }
    while (proxy.counters().open() > 0) {
      pass(Duration.ZERO);
    }
  }

  private static int greeting(InetSocketAddress web) throws IOException {
    try (Socket client = connect(web)) {
      return client.getInputStream().read();
    }
  }

  private InetSocketAddress serve(Protocol protocol, InetSocketAddress... endpoints) {
    InetSocketAddress any = new InetSocketAddress("127.81.0.3", 0);
    apply(route(WEB, protocol, any, endpoints));
    return proxy.boundAddress(WEB).orElseThrow();
  }

  private InetSocketAddress serve(RouteSettings settings, InetSocketAddress... endpoints) {
    InetSocketAddress any = new InetSocketAddress("127.81.0.3", 0);
    apply(route(WEB, Protocol.TCP, any, endpoints).withSettings(settings));
    return proxy.boundAddress(WEB).orElseThrow();
  }

  private void apply(Route web) {
    proxy.apply(table(web, wakerRoute())).toCompletableFuture().join();
  }

  /** Moves the clock, and lets the loop see it. */
  private void pass(Duration time) throws IOException {
    clock.advance(time);
    InetSocketAddress address = proxy.boundAddress(WAKER).orElseThrow();
    try (DatagramSocket client = new DatagramSocket()) {
      // The answer to the second question comes after the turn that the first one woke.
      ask(client, address);
      ask(client, address);
    }
  }

  private void untilCounted(long accepted) throws IOException {
    while (proxy.counters().accepted() < accepted) {
      pass(Duration.ZERO);
    }
    pass(Duration.ZERO);
  }

  private Route wakerRoute() {
    return route(WAKER, Protocol.UDP, new InetSocketAddress("127.81.0.4", 0), waker.address());
  }

  private <T extends AutoCloseable> T closing(T resource) {
    closing.add(resource);
    return resource;
  }

  private static String ask(DatagramSocket client, InetSocketAddress server) throws IOException {
    client.setSoTimeout(10_000);
    client.send(new DatagramPacket(new byte[] {'?'}, 1, server));
    DatagramPacket answer = new DatagramPacket(new byte[10], 10);
    client.receive(answer);
    return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
  }

  private static Socket connect(InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(10_000);
    socket.connect(server, 10_000);
    return socket;
  }

  /** Whether the kernel has a keep-alive timer for a connection to that port. */
  private static boolean keepsAlive(int port) throws IOException {
    String remote = String.format(":%04X", port);
    return Files.readAllLines(Path.of("/proc/net/tcp")).stream()
        .map(line -> line.trim().split(" +"))
        .anyMatch(fields -> fields[2].endsWith(remote) && fields[5].startsWith("02:"));
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static RoutingTable table(Route... routes) {
    return new RoutingTable(List.of(routes));
  }

  private static Route route(
      ServicePortName name,
      Protocol protocol,
      InetSocketAddress frontend,
      InetSocketAddress... endpoints) {
    return Route.of(name, protocol, frontend, Arrays.asList(endpoints));
  }
}
