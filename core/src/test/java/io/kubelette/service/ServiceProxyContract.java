package io.kubelette.service;

import static io.kubelette.service.Frontends.free;
import static io.kubelette.service.Frontends.port;
import static io.kubelette.service.Frontends.table;
import static io.kubelette.service.Frontends.tcp;
import static io.kubelette.service.Frontends.udp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.loop.NamedThreads;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ServiceProxy} must do: extend it and say how yours is made.
 *
 * <p>Real sockets on loopback; where a test waits, it waits for the network and not for time.
 */
public abstract class ServiceProxyContract extends ServiceProxyRoutes {

  /** Where no endpoint listens. */
  private static final String DEAD_IP = "127.81.0.9";

  @Test
  void carriesTcp() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend echo = TcpBackend.echo()) {
      apply(tcp("web", frontend, echo.address()));
      try (TcpClient client = new TcpClient(frontend)) {
        assertThat(client.ask("first")).isEqualTo("first");
        assertThat(client.ask("second")).isEqualTo("second");
      }
    }
  }

  @Test
  void spreadsConnectionsEvenlyInTurn() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b");
        TcpBackend c = TcpBackend.named("c")) {
      apply(tcp("web", frontend, a.address(), b.address(), c.address()));
      assertThat(greetings(frontend, 60)).isEqualTo(Map.of("a", 20, "b", 20, "c", 20));
    }
  }

  @Test
  void spreadsConnectionsAtRandom() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      apply(
          tcp("web", frontend, a.address(), b.address())
              .withSettings(RouteSettings.defaults().withBalancing(Balancing.RANDOM)));
      // That one of two gets none of 64 happens once in 10^19 runs.
      assertThat(greetings(frontend, 64)).containsOnlyKeys("a", "b");
    }
  }

  @Test
  void newConnectionsFollowTheEndpointsOfTheTable() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      apply(tcp("web", frontend, a.address()));
      assertThat(greetings(frontend, 6)).isEqualTo(Map.of("a", 6));
      apply(tcp("web", frontend, a.address(), b.address()));
      assertThat(greetings(frontend, 6)).isEqualTo(Map.of("a", 3, "b", 3));
      apply(tcp("web", frontend, b.address()));
      assertThat(greetings(frontend, 6)).isEqualTo(Map.of("b", 6));
    }
  }

  @Test
  void noConnectionFailsWhileTheTableChanges() throws Exception {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.echo();
        TcpBackend b = TcpBackend.echo();
        TcpBackend c = TcpBackend.echo()) {
      List<Route> tables =
          List.of(
              tcp("web", frontend, a.address()),
              tcp("web", frontend, a.address(), b.address()),
              tcp("web", frontend, c.address(), b.address()));
      apply(tables.get(0));
      AtomicBoolean changing = new AtomicBoolean(true);
      List<CompletableFuture<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        CompletableFuture<Integer> answers = new CompletableFuture<>();
        clients.add(answers);
        NamedThreads.single("asker").newThread(() -> ask(frontend, changing, answers)).start();
      }
      for (int i = 0; i < 300; i++) {
        apply(tables.get(i % tables.size()));
      }
      changing.set(false);
      for (CompletableFuture<Integer> answers : clients) {
        assertThat(answers.get(30, TimeUnit.SECONDS)).isPositive();
      }
    }
  }

  @Test
  void establishedConnectionsOutliveTheirEndpointAndTheirService() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.echo();
        TcpBackend b = TcpBackend.echo()) {
      apply(tcp("web", frontend, a.address()));
      try (TcpClient client = new TcpClient(frontend)) {
        assertThat(client.ask("before")).isEqualTo("before");
        apply(tcp("web", frontend, b.address()));
        assertThat(client.ask("endpoint gone")).isEqualTo("endpoint gone");
        apply(tcp("web", frontend));
        assertThat(client.ask("no endpoint")).isEqualTo("no endpoint");
        apply();
        assertThat(client.ask("service gone")).isEqualTo("service gone");
      }
    }
  }

  @Test
  void removedServicesDoNotListen() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend echo = TcpBackend.echo()) {
      apply(tcp("web", frontend, echo.address()));
      assertThat(proxy.boundAddress(port("web"))).contains(frontend);
      apply();
      assertRefused(frontend);
      assertThat(proxy.boundAddress(port("web"))).isEmpty();
    }
  }

  @Test
  void servicesWithoutEndpointsRefuseAndKeepTheirAddress() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend echo = TcpBackend.echo()) {
      for (int round = 0; round < 3; round++) {
        apply(tcp("web", frontend));
        assertRefused(frontend);
        assertThat(proxy.boundAddress(port("web"))).contains(frontend);
        apply(tcp("web", frontend, echo.address()));
        try (TcpClient client = new TcpClient(frontend)) {
          assertThat(client.ask("hello")).isEqualTo("hello");
        }
      }
    }
  }

  @Test
  void servicesMaySwapTheirAddresses() throws IOException {
    InetSocketAddress here = free(IP);
    InetSocketAddress there = free(OTHER_IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      apply(tcp("a", here, a.address()), tcp("b", there, b.address()));
      apply(tcp("a", there, a.address()), tcp("b", here, b.address()));
      assertThat(greetings(here, 1)).containsOnlyKeys("b");
      assertThat(greetings(there, 1)).containsOnlyKeys("a");
      assertThat(proxy.listenFailures()).isEmpty();
    }
  }

  @Test
  void servicesShareAPortOnDifferentAddresses() throws IOException {
    InetSocketAddress one = free(IP);
    InetSocketAddress two = new InetSocketAddress(OTHER_IP, one.getPort());
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      apply(tcp("a", one, a.address()), tcp("b", two, b.address()));
      assertThat(greetings(one, 4)).containsOnlyKeys("a");
      assertThat(greetings(two, 4)).containsOnlyKeys("b");
    }
  }

  @Test
  void aFrontendThatIsNotTheMachinesGetsAPortOfItsOwn() throws IOException {
    InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.1", 80);
    try (TcpBackend echo = TcpBackend.echo()) {
      apply(tcp("web", elsewhere));
      InetSocketAddress bound = proxy.boundAddress(port("web")).orElseThrow();
      assertThat(bound.getAddress().isLoopbackAddress()).isTrue();
      assertThat(proxy.listenFailures()).extracting(ListenFailure::wanted).contains(elsewhere);
      apply(tcp("web", elsewhere, echo.address()));
      assertThat(proxy.boundAddress(port("web"))).contains(bound);
      try (TcpClient client = new TcpClient(bound)) {
        assertThat(client.ask("hello")).isEqualTo("hello");
      }
    }
  }

  @Test
  void aTakenFrontendGetsAPortOfItsOwn() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(IP));
        TcpBackend echo = TcpBackend.echo()) {
      InetSocketAddress frontend = (InetSocketAddress) taken.getLocalSocketAddress();
      apply(tcp("web", frontend, echo.address()));
      assertThat(proxy.listenFailures()).extracting(ListenFailure::name).contains(port("web"));
      InetSocketAddress bound = proxy.boundAddress(port("web")).orElseThrow();
      assertThat(bound).isNotEqualTo(frontend);
      try (TcpClient client = new TcpClient(bound)) {
        assertThat(client.ask("hello")).isEqualTo("hello");
      }
    }
  }

  @Test
  void aFrontendThatAnotherServiceLeavesIsServedAtOnce() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      apply(tcp("a", frontend, a.address()));
      apply(tcp("a", frontend, a.address()), tcp("b", frontend, b.address()));
      InetSocketAddress bound = proxy.boundAddress(port("b")).orElseThrow();
      assertThat(bound).isNotEqualTo(frontend);
      apply(tcp("b", frontend, b.address()));
      assertThat(proxy.boundAddress(port("b"))).contains(frontend);
      assertThat(proxy.listenFailures()).isEmpty();
      assertThat(greetings(frontend, 4)).containsOnlyKeys("b");
      assertThat(greetings(bound, 4)).containsOnlyKeys("b");
    }
  }

  @Test
  void twoProxiesNeverShareAnAddress() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b");
        ServiceProxy second = newProxy()) {
      apply(tcp("web", frontend, a.address()));
      second.apply(table(tcp("web", frontend, b.address())));
      assertThat(second.boundAddress(port("web")).orElseThrow()).isNotEqualTo(frontend);
      assertThat(greetings(frontend, 20)).containsOnlyKeys("a");
    }
  }

  @Test
  void triesAnotherEndpointWhereOneRefuses() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend alive = TcpBackend.named("alive")) {
      apply(tcp("web", frontend, free(DEAD_IP), alive.address(), free(DEAD_IP)));
      assertThat(greetings(frontend, 30)).isEqualTo(Map.of("alive", 30));
    }
  }

  @Test
  void endsConnectionsThatNoEndpointTakes() throws IOException {
    InetSocketAddress frontend = free(IP);
    apply(tcp("web", frontend, free(DEAD_IP)));
    assertThatThrownBy(
            () -> {
              try (TcpClient client = new TcpClient(frontend)) {
                client.ask("anyone?");
              }
            })
        .isInstanceOf(SocketException.class);
  }

  @Test
  void carriesUdpOfAnySize() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (UdpBackend echo = UdpBackend.named("")) {
      apply(udp("dns", frontend, echo.address()));
      try (UdpClient client = new UdpClient(frontend)) {
        for (int size : new int[] {1, 512, 4097, 65_507}) {
          assertThat(client.ask(new byte[size])).hasSize(size);
        }
      }
    }
  }

  @Test
  void aUdpClientStaysAtItsEndpointAndOthersGoRound() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (UdpBackend a = UdpBackend.named("a");
        UdpBackend b = UdpBackend.named("b")) {
      apply(udp("dns", frontend, a.address(), b.address()));
      Map<String, Integer> clients = new TreeMap<>();
      for (int i = 0; i < 6; i++) {
        try (UdpClient client = new UdpClient(frontend)) {
          String answer = client.ask("?");
          assertThat(client.ask("?")).isEqualTo(answer);
          clients.merge(answer, 1, Integer::sum);
        }
      }
      assertThat(clients).isEqualTo(Map.of("a?", 3, "b?", 3));
    }
  }

  @Test
  void udpFlowsMoveAtOnceWhenTheirEndpointGoes() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (UdpBackend a = UdpBackend.named("a");
        UdpBackend b = UdpBackend.named("b");
        UdpClient client = new UdpClient(frontend)) {
      apply(udp("dns", frontend, a.address()));
      assertThat(client.ask("?")).isEqualTo("a?");
      apply(udp("dns", frontend, b.address()));
      assertThat(client.ask("?")).isEqualTo("b?");
    }
  }

  @Test
  void udpFlowsEndAtOnceWithTheLastEndpointAndWithTheirService() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (UdpBackend a = UdpBackend.named("a");
        UdpBackend b = UdpBackend.named("b");
        UdpClient client = new UdpClient(frontend)) {
      apply(udp("dns", frontend, a.address()));
      assertThat(client.ask("?")).isEqualTo("a?");
      apply(udp("dns", frontend));
      assertThatThrownBy(() -> client.ask("?")).isInstanceOf(PortUnreachableException.class);
      apply(udp("dns", frontend, b.address()));
      assertThat(client.ask("?")).isEqualTo("b?");
      apply();
      assertThatThrownBy(() -> client.ask("?")).isInstanceOf(PortUnreachableException.class);
      apply(udp("dns", frontend, a.address()));
      assertThat(client.ask("?")).isEqualTo("a?");
    }
  }

  @Test
  void udpPortsWithoutEndpointsAreUnreachable() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (UdpBackend a = UdpBackend.named("a");
        UdpClient client = new UdpClient(frontend)) {
      apply(udp("dns", frontend));
      assertThatThrownBy(() -> client.ask("?")).isInstanceOf(PortUnreachableException.class);
      apply(udp("dns", frontend, a.address()));
      assertThat(client.ask("?")).isEqualTo("a?");
      apply(udp("dns", frontend));
      assertThatThrownBy(() -> client.ask("?")).isInstanceOf(PortUnreachableException.class);
    }
  }

  @Test
  void closeLeavesNeitherThreadNorSocket() throws IOException {
    InetSocketAddress web = free(IP);
    InetSocketAddress idle = free(OTHER_IP);
    try (TcpBackend echo = TcpBackend.that(socket -> socket.getInputStream().readAllBytes())) {
      apply(tcp("web", web, echo.address()), tcp("idle", idle));
      Set<Thread> ours = new HashSet<>(Thread.getAllStackTraces().keySet());
      ours.removeAll(threadsBefore);
      ours.removeIf(thread -> thread.getName().startsWith("tcp-backend"));
      try (TcpClient client = new TcpClient(web)) {
        client.send("x");
        proxy.close();
        assertThatThrownBy(() -> assertThat(client.receive(1)).isEmpty())
            .isInstanceOf(SocketException.class);
      }
      assertThat(ours).noneMatch(Thread::isAlive);
      assertRefused(web);
      try (ServerSocket again = new ServerSocket(idle.getPort(), 1, idle.getAddress())) {
        assertThat(again.isBound()).isTrue();
      }
      proxy.close();
      apply(tcp("web", web, echo.address()));
      assertRefused(web);
    }
  }

  private static void ask(
      InetSocketAddress server, AtomicBoolean goOn, CompletableFuture<Integer> answers) {
    int count = 0;
    try {
      do {
        try (TcpClient client = new TcpClient(server)) {
          assertThat(client.ask("hello")).isEqualTo("hello");
          count++;
        }
      } while (goOn.get());
      answers.complete(count);
    } catch (IOException | AssertionError failure) {
      answers.completeExceptionally(failure);
    }
  }

  private static void assertRefused(InetSocketAddress server) {
    assertThatThrownBy(() -> new TcpClient(server).close()).isInstanceOf(ConnectException.class);
  }
}
