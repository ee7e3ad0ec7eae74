package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.service.EndpointCheck;
import io.kubelette.service.Protocol;
import io.kubelette.service.Route;
import io.kubelette.service.RouteSettings;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import io.kubelette.service.TcpBackend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Endpoints that are asked whether they are well. */
@Timeout(60)
class EndpointProbeTest {

  private static final ServicePortName WEB = ServicePortName.of("default", "web");
  private static final ServicePortName OTHER = ServicePortName.of("default", "other");
  private static final EndpointCheck PING =
      new EndpointCheck(Duration.ofMillis(30), "PING", "PONG");

  private final NioServiceProxy proxy =
      NioServiceProxy.create(NioProxyConfig.defaults().withLoops(2));

  @AfterEach
  void close() {
    proxy.close();
  }

  /** Answers PING as it is told to, and everything else with its name. */
  private static final class Server implements AutoCloseable {

    final AtomicReference<String> answer = new AtomicReference<>("PONG");
    final AtomicInteger pings = new AtomicInteger();
    private final TcpBackend backend;

    Server(String name) {
      this.backend =
          TcpBackend.that(
              socket -> {
                boolean pinged = read(socket).equals("PING");
                String words = pinged ? answer.get() : name;
                if (pinged) {
                  pings.incrementAndGet();
                }
                socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
              });
    }

    @Override
    public void close() {
      backend.close();
    }
  }

  private static String read(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    return new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
  }

  private void serve(EndpointCheck check, Server... servers) {
    apply(route(WEB, check, servers));
  }

  /** Nobody's name where the connection fails, as it may while everybody seems ill. */
  private String ask(ServicePortName name) {
    InetSocketAddress web = proxy.boundAddress(name).orElseThrow();
    try (Socket client = new Socket(web.getAddress(), web.getPort())) {
      client.getOutputStream().write("NAME".getBytes(StandardCharsets.US_ASCII));
      return read(client);
    } catch (IOException cut) {
      return "";
    }
  }

  private void untilOnly(String name) {
    untilOnly(WEB, name);
  }

  /** In turn, whoever is well answers: many answers of one in a row say that the other is not. */
  private void untilOnly(ServicePortName route, String name) {
    until(() -> Stream.generate(() -> ask(route)).limit(12).allMatch(name::equals));
  }

  private void untilBoth() {
    untilBoth(WEB);
  }

  private void untilBoth(ServicePortName route) {
    until(() -> Set.of("one-", "two-").equals(new HashSet<>(List.of(ask(route), ask(route)))));
  }

  @Test
  void whoDoesNotAnswerAsExpectedGetsNoConnectionsUntilItDoes() {
    try (Server one = new Server("one-");
        Server two = new Server("two-")) {
      serve(PING, one, two);
      untilBoth();
      two.answer.set("FAIL");
      untilOnly("one-");
      one.answer.set("");
      untilBoth();
      two.answer.set("PONG, and more");
      untilOnly("two-");
      one.answer.set("PONG");
      untilBoth();
    }
  }

  @Test
  void whoWasIllIsWellWhenNobodyAsksAnyMore() {
    try (Server one = new Server("one-");
        Server two = new Server("two-")) {
      two.answer.set("FAIL");
      serve(PING, one, two);
      untilOnly("one-");
      serve(EndpointCheck.NONE, one, two);
      untilBoth();
    }
  }

  @Test
  void toAcceptIsEnoughWhereNothingIsExpected() {
    try (Server one = new Server("one-");
        Server two = new Server("two-")) {
      two.answer.set("FAIL");
      serve(new EndpointCheck(Duration.ofMillis(30), "PING", ""), one, two);
      until(() -> two.pings.get() >= 3);
      untilBoth();
    }
  }

  @Test
  void nobodyIsAskedWhoHasLeft() {
    try (Server one = new Server("one-");
        Server two = new Server("two-")) {
      serve(PING, one, two);
      until(() -> two.pings.get() > 0);
      serve(PING, one);
      // What was under way when the loops switched may be counted later, and nothing after it.
      until(() -> !isPingedWhile(two, one));
    }
  }

  private static Route route(ServicePortName name, EndpointCheck check, Server... servers) {
    List<InetSocketAddress> endpoints =
        List.of(servers).stream().map(server -> server.backend.address()).toList();
    return Route.of(name, Protocol.TCP, new InetSocketAddress("127.81.0.11", 0), endpoints)
        .withSettings(RouteSettings.defaults().withCheck(check));
  }

  private void apply(Route... routes) {
    proxy.apply(new RoutingTable(List.of(routes))).toCompletableFuture().join();
  }

  @Test
  void anEndpointOfTwoRoutesIsAskedOnceAndBothLearnOfIt() {
    EndpointCheck once = new EndpointCheck(Duration.ofHours(1), "PING", "PONG");
    try (Server one = new Server("one-");
        Server two = new Server("two-")) {
      two.answer.set("FAIL");
      apply(route(WEB, once, one, two), route(OTHER, once, one, two));
      untilOnly(WEB, "one-");
      untilOnly(OTHER, "one-");
      assertThat(two.pings).hasValue(1);
      // A route that comes later learns what is known.
      ServicePortName late = ServicePortName.of("default", "late");
      apply(route(WEB, once, one, two), route(OTHER, once, one, two), route(late, once, one, two));
      untilOnly(late, "one-");
      assertThat(two.pings).hasValue(1);
    }
  }

  @Test
  void anEndpointIsAskedForTheRouteThatStaysWhenAnotherGoes() {
    try (Server one = new Server("one-");
        Server two = new Server("two-")) {
      apply(route(WEB, PING, one, two), route(OTHER, PING, one, two));
      two.answer.set("FAIL");
      untilOnly(WEB, "one-");
      apply(route(OTHER, PING, one, two));
      untilOnly(OTHER, "one-");
      two.answer.set("PONG");
      untilBoth(OTHER);
    }
  }

  private static void until(Callable<Boolean> holds) {
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(30))
        .until(holds);
  }

  private static boolean isPingedWhile(Server server, Server other) {
    int before = server.pings.get();
    int others = other.pings.get();
    until(() -> other.pings.get() >= others + 10);
    return server.pings.get() > before;
  }
}
