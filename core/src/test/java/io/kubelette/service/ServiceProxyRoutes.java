package io.kubelette.service;

import static io.kubelette.service.Frontends.free;
import static io.kubelette.service.Frontends.port;
import static io.kubelette.service.Frontends.tcp;
import static io.kubelette.service.Frontends.udp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.loop.NamedThreads;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The part of {@link ServiceProxyContract} that is about what a route asks for. */
abstract class ServiceProxyRoutes extends ServiceProxyStreams {

  static final String OTHER_IP = "127.81.0.2";

  @Test
  void everyEntranceHasItsOwnEndpoints() throws IOException {
    InetSocketAddress inside = free(IP);
    InetSocketAddress outside = free(OTHER_IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      apply(route(entrance(inside, a, b), entrance(outside, b)));
      assertThat(greetings(inside, 4)).isEqualTo(Map.of("a", 2, "b", 2));
      assertThat(greetings(outside, 4)).isEqualTo(Map.of("b", 4));
      assertThat(proxy.boundAddress(port("web"))).contains(inside);
    }
  }

  @Test
  void entrancesComeAndGoAndConnectionsStay() throws IOException {
    InetSocketAddress first = free(IP);
    InetSocketAddress second = free(OTHER_IP);
    try (TcpBackend echo = TcpBackend.echo()) {
      apply(route(entrance(first, echo)));
      try (TcpClient early = new TcpClient(first)) {
        assertThat(early.ask("one")).isEqualTo("one");
        apply(route(entrance(first, echo), entrance(second, echo)));
        try (TcpClient late = new TcpClient(second)) {
          assertThat(late.ask("two")).isEqualTo("two");
          apply(route(entrance(second, echo)));
          assertThat(proxy.boundAddress(port("web"))).contains(second);
          assertThatThrownBy(() -> new TcpClient(first).close())
              .isInstanceOf(ConnectException.class);
          assertThat(early.ask("three")).isEqualTo("three");
          assertThat(late.ask("four")).isEqualTo("four");
        }
      }
    }
  }

  @Test
  void anEntranceThatCannotBeBoundLeavesTheOthersServed() throws IOException {
    InetSocketAddress frontend = free(IP);
    InetSocketAddress elsewhere = new InetSocketAddress("192.0.2.1", 80);
    try (TcpBackend echo = TcpBackend.echo()) {
      apply(route(entrance(frontend, echo), entrance(elsewhere, echo)));
      assertThat(proxy.boundAddress(port("web"))).contains(frontend);
      assertThat(proxy.listenFailures())
          .extracting(ListenFailure::wanted)
          .containsExactly(elsewhere);
      try (TcpClient client = new TcpClient(frontend)) {
        assertThat(client.ask("hello")).isEqualTo("hello");
      }
    }
  }

  @Test
  void weightsAreRespected() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      List<RouteEndpoint> weighted =
          List.of(new RouteEndpoint(a.address(), 3), new RouteEndpoint(b.address(), 1));
      apply(route(new Entrance(frontend, weighted)));
      assertThat(greetings(frontend, 40)).isEqualTo(Map.of("a", 30, "b", 10));
    }
  }

  @Test
  void leastConnectionsFillsUp() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      apply(with(settings -> settings.withBalancing(Balancing.LEAST_CONNECTIONS), frontend, a));
      List<TcpClient> held = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        held.add(new TcpClient(frontend));
        assertThat(held.get(i).greeting()).isEqualTo("a");
      }
      apply(with(settings -> settings.withBalancing(Balancing.LEAST_CONNECTIONS), frontend, a, b));
      for (int i = 0; i < 3; i++) {
        held.add(new TcpClient(frontend));
        assertThat(held.get(3 + i).greeting()).isEqualTo("b");
      }
      for (TcpClient client : held) {
        client.close();
      }
    }
  }

  @Test
  void aClientStaysAtItsEndpointWithAffinityAndMovesWhenThatGoes() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      apply(sticky(frontend, a, b));
      String chosen = greetings(frontend, 1).keySet().iterator().next();
      assertThat(greetings(frontend, 10)).isEqualTo(Map.of(chosen, 10));
      TcpBackend other = chosen.equals("a") ? b : a;
      apply(sticky(frontend, other));
      apply(sticky(frontend, a, b));
      String now = greetings(frontend, 1).keySet().iterator().next();
      assertThat(greetings(frontend, 10)).isEqualTo(Map.of(now, 10));
    }
  }

  @Test
  void affinityIsDroppedWhenTheEndpointDoesNotAnswer() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      apply(sticky(frontend, a, b));
      String chosen = greetings(frontend, 1).keySet().iterator().next();
      (chosen.equals("a") ? a : b).close();
      assertThat(greetings(frontend, 10)).isEqualTo(Map.of(chosen.equals("a") ? "b" : "a", 10));
    }
  }

  @Test
  void udpClientsOfOneAddressStayTogetherWithAffinity() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (UdpBackend a = UdpBackend.named("a");
        UdpBackend b = UdpBackend.named("b")) {
      apply(
          udp("dns", frontend, a.address(), b.address())
              .withSettings(
                  RouteSettings.defaults()
                      .withAffinity(SessionAffinity.lasting(Duration.ofHours(3)))));
      Map<String, Integer> answers = new TreeMap<>();
      for (int i = 0; i < 6; i++) {
        try (UdpClient client = new UdpClient(frontend)) {
          answers.merge(client.ask("?"), 1, Integer::sum);
        }
      }
      assertThat(answers).hasSize(1);
    }
  }

  @Test
  void portsOfAServiceSendAClientToOneEndpointWhereItSaysSo() throws IOException {
    InetSocketAddress http = free(IP);
    InetSocketAddress admin = free(OTHER_IP);
    try (TcpBackend httpA = TcpBackend.at("127.81.0.21", TcpBackend.greeting("a"));
        TcpBackend httpB = TcpBackend.at("127.81.0.22", TcpBackend.greeting("b"));
        TcpBackend adminA = TcpBackend.at("127.81.0.21", TcpBackend.greeting("a"));
        TcpBackend adminB = TcpBackend.at("127.81.0.22", TcpBackend.greeting("b"))) {
      // By itself the one port sends all to a, the other one all to b.
      Entrance first = weighed(http, httpA, 1, httpB, 0);
      Entrance second = weighed(admin, adminA, 0, adminB, 1);
      apply(
          shared("http", first, SessionAffinity.Scope.PORT),
          shared("admin", second, SessionAffinity.Scope.PORT));
      assertThat(greetings(http, 2)).containsOnlyKeys("a");
      assertThat(greetings(admin, 2)).containsOnlyKeys("b");
      apply(
          shared("http", first, SessionAffinity.Scope.SERVICE),
          shared("admin", second, SessionAffinity.Scope.SERVICE));
      assertThat(greetings(http, 2)).containsOnlyKeys("a");
      assertThat(greetings(admin, 2)).containsOnlyKeys("a");
    }
  }

  private static Route shared(String name, Entrance entrance, SessionAffinity.Scope scope) {
    return new Route(
        new ServicePortName("default", "web", name),
        Protocol.TCP,
        List.of(entrance),
        RouteSettings.defaults()
            .withAffinity(SessionAffinity.lasting(Duration.ofHours(3)).withScope(scope)));
  }

  private static Entrance weighed(
      InetSocketAddress address, TcpBackend a, int weightOfA, TcpBackend b, int weightOfB) {
    return new Entrance(
        address,
        List.of(
            new RouteEndpoint(a.address(), weightOfA), new RouteEndpoint(b.address(), weightOfB)));
  }

  @Test
  void aUdpClientGoesRoundWhereAFlowEndsWithItsAnswer() throws IOException {
    InetSocketAddress frontend = free(IP);
    RouteSettings once = RouteSettings.defaults().withLimits(new RouteSettings.Limits(0, 0, 1));
    try (UdpBackend a = UdpBackend.named("a");
        UdpBackend b = UdpBackend.named("b");
        UdpClient client = new UdpClient(frontend)) {
      apply(udp("dns", frontend, a.address(), b.address()).withSettings(once));
      Map<String, Integer> answers = new TreeMap<>();
      for (int i = 0; i < 6; i++) {
        answers.merge(client.ask("?"), 1, Integer::sum);
      }
      assertThat(answers).isEqualTo(Map.of("a?", 3, "b?", 3));
    }
  }

  @Test
  void sourceHashSendsAClientToOneEndpoint() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b");
        TcpBackend c = TcpBackend.named("c")) {
      apply(with(way -> way.withBalancing(Balancing.SOURCE_HASH), frontend, a, b, c));
      assertThat(greetings(frontend, 9)).hasSize(1);
    }
  }

  @Test
  void connectionsOfARemovedEndpointAreResetWhereTheRouteSaysSo() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      apply(with(settings -> settings.withDrain(Drain.CLOSE), frontend, a, b));
      try (TcpClient one = new TcpClient(frontend);
          TcpClient two = new TcpClient(frontend)) {
        boolean first = one.greeting().equals("a");
        assertThat(two.greeting()).isEqualTo(first ? "b" : "a");
        apply(with(settings -> settings.withDrain(Drain.CLOSE), frontend, b));
        TcpClient cut = first ? one : two;
        TcpClient kept = first ? two : one;
        assertThatThrownBy(() -> cut.receive(1)).isInstanceOf(SocketException.class);
        assertThat(kept.ask("still here")).isEqualTo("still here");
      }
    }
  }

  @Test
  void beyondTheLimitClientsWaitTheirTurn() throws IOException {
    InetSocketAddress frontend = free(IP);
    RouteSettings.Limits two = new RouteSettings.Limits(2, 0);
    try (TcpBackend echo = TcpBackend.echo()) {
      apply(with(settings -> settings.withLimits(two), frontend, echo));
      TcpClient first = new TcpClient(frontend);
      try (TcpClient second = new TcpClient(frontend)) {
        assertThat(first.ask("1")).isEqualTo("1");
        assertThat(second.ask("2")).isEqualTo("2");
        // Only now, since loops that accept side by side keep no order among them.
        try (TcpClient third = new TcpClient(frontend)) {
          third.send("3");
          assertThat(second.ask("2")).isEqualTo("2");
          assertThat(echo.connections()).isEqualTo(2);
          first.close();
          assertThat(third.receive(1)).isEqualTo("3");
        }
      }
    }
  }

  @Test
  void anEndpointsLimitSendsClientsToOthers() throws IOException {
    InetSocketAddress frontend = free(IP);
    RouteSettings.Limits each = new RouteSettings.Limits(0, 2);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      apply(
          with(
              way ->
                  way.withLimits(each).withAffinity(SessionAffinity.lasting(Duration.ofHours(1))),
              frontend,
              a,
              b));
      List<TcpClient> held = new ArrayList<>();
      Map<String, Integer> names = new TreeMap<>();
      for (int i = 0; i < 4; i++) {
        held.add(new TcpClient(frontend));
        names.merge(held.get(i).greeting(), 1, Integer::sum);
      }
      assertThat(names).isEqualTo(Map.of("a", 2, "b", 2));
      for (TcpClient client : held) {
        client.close();
      }
    }
  }

  @Test
  void theEndpointLearnsTheClientsAddressWhereTheRouteSaysSo() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend echo = TcpBackend.echo()) {
      apply(with(way -> way.withProxyHeader(RouteSettings.ProxyHeader.V1), frontend, echo));
      try (TcpClient client = new TcpClient(frontend)) {
        String line =
            "PROXY TCP4 %s %s %d %d\r\n"
                .formatted(
                    client.socket().getLocalAddress().getHostAddress(),
                    IP,
                    client.socket().getLocalPort(),
                    frontend.getPort());
        client.send("hello");
        assertThat(client.receive(line.length() + 5)).isEqualTo(line + "hello");
      }
    }
  }

  @Test
  void noConnectionGoesToAnEndpointThatTheTableNoLongerNames() throws Exception {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend a = TcpBackend.named("a");
        TcpBackend b = TcpBackend.named("b")) {
      apply(tcp("web", frontend, a.address(), b.address()));
      AtomicBoolean going = new AtomicBoolean(true);
      CompletableFuture<Integer> traffic = new CompletableFuture<>();
      NamedThreads.single("asker").newThread(() -> connect(frontend, going, traffic)).start();
      try (TcpClient lasting = new TcpClient(frontend)) {
        lasting.greeting();
        for (int i = 0; i < 200; i++) {
          apply(tcp("web", frontend, a.address(), b.address()));
          apply(tcp("web", frontend, i % 2 == 0 ? a.address() : b.address()));
          assertThat(greetings(frontend, 2)).containsOnlyKeys(i % 2 == 0 ? "a" : "b");
        }
        assertThat(lasting.ask("still here")).isEqualTo("still here");
      }
      going.set(false);
      assertThat(traffic.get(30, TimeUnit.SECONDS)).isPositive();
    }
  }

  @Test
  void faultsAreDoneOnPurpose() throws IOException {
    InetSocketAddress frontend = free(IP);
    try (TcpBackend echo = TcpBackend.echo()) {
      apply(with(way -> way.withFaults(new Faults(Duration.ZERO, 1, 0, 0)), frontend, echo));
      assertThatThrownBy(
              () -> {
                try (TcpClient client = new TcpClient(frontend)) {
                  client.ask("anyone?");
                }
              })
          .isInstanceOf(SocketException.class);
      apply(with(way -> way.withFaults(new Faults(Duration.ofMillis(1), 0, 0, 0)), frontend, echo));
      try (TcpClient slow = new TcpClient(frontend)) {
        assertThat(slow.ask("in time")).isEqualTo("in time");
        slow.send("last words");
        slow.finish();
        assertThat(slow.receive(100)).isEqualTo("last words");
      }
    }
  }

  static Map<String, Integer> greetings(InetSocketAddress server, int connections)
      throws IOException {
    Map<String, Integer> names = new TreeMap<>();
    for (int i = 0; i < connections; i++) {
      try (TcpClient client = new TcpClient(server)) {
        names.merge(client.greeting(), 1, Integer::sum);
      }
    }
    return names;
  }

  private static void connect(
      InetSocketAddress server, AtomicBoolean goOn, CompletableFuture<Integer> answers) {
    int count = 0;
    try {
      while (goOn.get()) {
        count += greetings(server, 1).size();
      }
      answers.complete(count);
    } catch (IOException | AssertionError failure) {
      answers.completeExceptionally(failure);
    }
  }

  private static Route sticky(InetSocketAddress frontend, TcpBackend... backends) {
    return with(
        way -> way.withAffinity(SessionAffinity.lasting(Duration.ofHours(3))), frontend, backends);
  }

  private static Route with(
      UnaryOperator<RouteSettings> change, InetSocketAddress frontend, TcpBackend... backends) {
    return route(entrance(frontend, backends)).withSettings(change.apply(RouteSettings.defaults()));
  }

  private static Route route(Entrance... entrances) {
    return new Route(port("web"), Protocol.TCP, List.of(entrances), RouteSettings.defaults());
  }

  private static Entrance entrance(InetSocketAddress address, TcpBackend... backends) {
    List<RouteEndpoint> endpoints = new ArrayList<>();
    for (TcpBackend backend : backends) {
      endpoints.add(RouteEndpoint.at(backend.address()));
    }
    return new Entrance(address, endpoints);
  }
}
