package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kubelette.conformance.Row;
import io.kubelette.loop.ThreadIoPool;
import io.kubelette.pod.ContainerCall.Endpoint;
import io.kubelette.pod.ContainerCall.Header;
import io.kubelette.pod.ContainerCall.Http;
import io.kubelette.pod.NetworkCalls.Purpose;
import io.kubelette.pod.ProbeAnswer.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked over real sockets, and what is made of the answers. */
final class ReactorCallsTest {

  private static final String HOST = "127.0.0.1";

  private final ThreadIoPool pool = ThreadIoPool.of("calls-test", 2);
  private final KnownPods pods = new KnownPods();
  private final ReactorCalls calls =
      new ReactorCalls(pool, ProbeConfig.defaults(), new PodDials(Optional.of(pods)));
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(HOST), 0), 0);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
    calls.close();
    pool.close();
  }

  private Endpoint here() {
    return new Endpoint(HOST, server.getAddress().getPort());
  }

  private Http get(String path, Header... headers) {
    return new Http(false, here(), path, List.of(headers));
  }

  private ProbeAnswer probe(ContainerCall call) throws Exception {
    return ask(call, Purpose.PROBE);
  }

  private ProbeAnswer ask(ContainerCall call, Purpose purpose) throws Exception {
    CompletableFuture<ProbeAnswer> answer = new CompletableFuture<>();
    calls.ask(call, purpose, answer::complete);
    return answer.get(20, TimeUnit.SECONDS);
  }

  private void answer(int code, String location) {
    server.createContext(
        "/",
        exchange -> {
          if (location != null) {
            exchange.getResponseHeaders().add("Location", location);
          }
          respond(exchange, code, "hello");
        });
  }

  private static void respond(HttpExchange exchange, int code, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Row("K09-08")
  @ParameterizedTest
  @CsvSource({
    "200, SUCCESS, hello",
    "204, SUCCESS, ''",
    "304, WARNING, 'Probe terminated redirects, Response body: '",
    "302, WARNING, 'Probe terminated redirects, Response body: hello'",
    "404, FAILURE, HTTP probe failed with statuscode: 404",
    "500, FAILURE, HTTP probe failed with statuscode: 500"
  })
  void aStatusTellsWhetherTheContainerIsWell(int code, Kind kind, String output) throws Exception {
    server.createContext(
        "/", exchange -> respond(exchange, code, code == 204 || code == 304 ? "" : "hello"));

    assertThat(probe(get("/healthz?deep=yes"))).isEqualTo(new ProbeAnswer(kind, output));
  }

  @Row("K09-08")
  @Test
  void theRequestSaysWhoAsksAndCarriesTheHeadersOfTheProbe() throws Exception {
    CompletableFuture<HttpExchange> seen = new CompletableFuture<>();
    server.createContext(
        "/",
        exchange -> {
          seen.complete(exchange);
          respond(exchange, 200, "");
        });

    probe(get("/a?b=c", new Header("X-One", "1"), new Header("Host", "shop.example")));

    HttpExchange exchange = seen.get(20, TimeUnit.SECONDS);
    assertThat(exchange.getRequestURI()).hasToString("/a?b=c");
    assertThat(exchange.getRequestHeaders().getFirst("User-Agent")).startsWith("kube-probe/");
    assertThat(exchange.getRequestHeaders().getFirst("Accept")).isEqualTo("*/*");
    assertThat(exchange.getRequestHeaders().getFirst("Connection")).isEqualTo("close");
    assertThat(exchange.getRequestHeaders().getFirst("X-One")).isEqualTo("1");
    assertThat(exchange.getRequestHeaders().get("Host")).containsExactly("shop.example");
  }

  @Row("K09-08")
  @Test
  void headersOfTheProbeReplaceTheUsualOnes() throws Exception {
    CompletableFuture<HttpExchange> seen = new CompletableFuture<>();
    server.createContext(
        "/",
        exchange -> {
          seen.complete(exchange);
          respond(exchange, 200, "");
        });

    probe(get("/", new Header("User-Agent", "me"), new Header("Accept", "text/plain")));

    HttpExchange exchange = seen.get(20, TimeUnit.SECONDS);
    assertThat(exchange.getRequestHeaders().get("User-Agent")).containsExactly("me");
    assertThat(exchange.getRequestHeaders().get("Accept")).containsExactly("text/plain");
  }

  @Row({"K09-08", "K00-13"})
  @Test
  void redirectsWithinTheHostAreFollowedUpToTen() throws Exception {
    server.createContext("/well", exchange -> respond(exchange, 200, "there"));
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/well");
          respond(exchange, 301, "");
        });
    server.createContext(
        "/round",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/round");
          respond(exchange, 302, "");
        });

    assertThat(probe(get("/moved"))).isEqualTo(ProbeAnswer.success("there"));
    assertThat(probe(get("/round")).output()).contains("stopped after 10 redirects");
    assertThat(probe(get("/round")).kind()).isEqualTo(Kind.FAILURE);
  }

  @Row("K09-08")
  @Test
  void aRedirectToAnotherHostIsNotFollowedAndCountsAsWell() throws Exception {
    answer(302, "http://elsewhere.invalid/");

    assertThat(probe(get("/")).kind()).isEqualTo(Kind.WARNING);
  }

  @Row("K00-13")
  @Test
  void tenKibibytesOfAnAnswerAreRead() throws Exception {
    server.createContext("/", exchange -> respond(exchange, 200, "x".repeat(50_000)));

    assertThat(probe(get("/")).output()).hasSize(10 * 1024);
  }

  @Row({"K09-08", "K09-09"})
  @Test
  void aClosedPortRefuses() throws Exception {
    Endpoint closed = closedPort();

    assertThat(probe(new Http(false, closed, "/", List.of())))
        .isEqualTo(
            ProbeAnswer.failure(
                "Get \"http://%s/\": dial tcp %s: connect: connection refused"
                    .formatted(closed, closed)));
    assertThat(probe(new ContainerCall.Tcp(closed)))
        .isEqualTo(ProbeAnswer.failure("dial tcp " + closed + ": connect: connection refused"));
  }

  private static Endpoint closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return new Endpoint(HOST, socket.getLocalPort());
    }
  }

  @Row("K09-09")
  @Test
  void aConnectionIsEnoughForATcpProbe() throws Exception {
    assertThat(probe(new ContainerCall.Tcp(here()))).isEqualTo(ProbeAnswer.success(""));
    assertThat(probe(new ContainerCall.Tcp(new Endpoint("localhost", here().port()))))
        .isEqualTo(ProbeAnswer.success(""));
  }

  @Row("K10-04")
  @Test
  void aHookIsContentWithAnyAnswerAndSaysWhoItIs() throws Exception {
    CompletableFuture<String> agent = new CompletableFuture<>();
    server.createContext(
        "/",
        exchange -> {
          agent.complete(exchange.getRequestHeaders().getFirst("User-Agent"));
          respond(exchange, 500, "no");
        });

    assertThat(ask(get("/"), Purpose.HOOK).isWell()).isTrue();
    assertThat(agent.get(20, TimeUnit.SECONDS)).startsWith("kube-lifecycle/");
    assertThat(ask(new Http(false, closedPort(), "/", List.of()), Purpose.HOOK).isWell()).isFalse();
  }

  @Row({"K09-08", "K10-04"})
  @Test
  void aHookOverTlsFallsBackToHttp() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getByName(HOST))) {
      pool.execute(() -> answerInTheClear(plain));
      Endpoint endpoint = new Endpoint(HOST, plain.getLocalPort());

      ProbeAnswer hook = ask(new Http(true, endpoint, "/", List.of()), Purpose.HOOK);
      ProbeAnswer probe = probe(new Http(true, endpoint, "/", List.of()));

      assertThat(hook)
          .isEqualTo(
              new ProbeAnswer(
                  Kind.WARNING,
                  "request to HTTPS lifecycle hook "
                      + endpoint
                      + " got HTTP response, retry with HTTP succeeded"));
      assertThat(probe)
          .isEqualTo(
              ProbeAnswer.failure(
                  "Get \"https://"
                      + endpoint
                      + "/\": http: server gave HTTP response to HTTPS client"));
    }
  }

  /** Whatever is said, until the socket is closed. */
  private static void answerInTheClear(ServerSocket server) {
    byte[] answer =
        "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    while (!server.isClosed()) {
      try (Socket connection = server.accept()) {
        connection.getInputStream().read();
        connection.getOutputStream().write(answer);
        connection.shutdownOutput();
        connection.getInputStream().readAllBytes();
      } catch (IOException over) {
        // The next one, or the end of the test.
      }
    }
  }

  @Test
  void whatIsTakenBackLeavesNoConnection() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      CompletableFuture<ProbeAnswer> answer = new CompletableFuture<>();
      NetworkCalls.Pending pending =
          calls.ask(
              new Http(false, new Endpoint(HOST, silent.getLocalPort()), "/", List.of()),
              Purpose.PROBE,
              answer::complete);
      try (var connection = silent.accept()) {
        connection.setSoTimeout(20_000);
        connection.getInputStream().read();
        pending.cancel();
        assertThat(isCut(connection)).isTrue();
      }
      assertThat(answer).isNotDone();
    }
  }

  /** A deadline that passes is no cut. */
  private static boolean isCut(Socket connection) {
    try {
      connection.getInputStream().readAllBytes();
      return true;
    } catch (IOException broken) {
      return !(broken instanceof SocketTimeoutException);
    }
  }

  @Row("K09-10")
  @ParameterizedTest
  @CsvSource({
    "'', 0, 1, SUCCESS, service healthy",
    "shop, 0, 1, SUCCESS, service healthy",
    "'', 0, 2, FAILURE, 'service unhealthy (responded with \"NOT_SERVING\")'",
    "'', 0, 0, FAILURE, 'service unhealthy (responded with \"UNKNOWN\")'",
    "'', 12, 0, FAILURE, this server does not implement the grpc health protocol"
        + " (grpc.health.v1.Health)",
    "'', 5, 0, FAILURE, 'error: health rpc probe failed: code 5, unknown service'"
  })
  void asksTheHealthServiceOfGrpc(String service, int code, int health, Kind kind, String output)
      throws Exception {
    try (GrpcServer grpc = GrpcServer.answering(code, health)) {
      var call = new ContainerCall.Grpc(new Endpoint(HOST, grpc.port()), service);

      assertThat(probe(call)).isEqualTo(new ProbeAnswer(kind, output));
      assertThat(grpc.asked()).isEqualTo(service);
    }
  }

  @Row("K09-10")
  @Test
  void aServerThatSpeaksNoGrpcFails() throws Exception {
    answer(200, null);

    assertThat(probe(new ContainerCall.Grpc(here(), "")).kind()).isEqualTo(Kind.FAILURE);
    assertThat(probe(new ContainerCall.Grpc(closedPort(), "")).kind()).isEqualTo(Kind.FAILURE);
  }

  @Test
  @Row("K16-06")
  void aPodThatCannotBeReachedIsAskedWhereItsPortIsPublished() throws Exception {
    server.createContext("/", exchange -> respond(exchange, 200, hostOf(exchange)));
    pods.publish("192.0.2.7", 80, server.getAddress());
    Http call = new Http(false, new Endpoint("192.0.2.7", 80), "/", List.of());
    assertThat(probe(call)).isEqualTo(ProbeAnswer.success("192.0.2.7:80"));
  }

  @Test
  @Row("K16-06")
  void aPortThatThePodDoesNotDeclareIsAFailureThatSaysSo() throws Exception {
    pods.publish("192.0.2.7", 80, server.getAddress());
    Endpoint other = new Endpoint("192.0.2.7", 81);
    String why =
        "dial tcp 192.0.2.7:81: port 81 must stand among the ports of a container: only those can"
            + " be reached with this engine";
    assertThat(probe(new Http(false, other, "/", List.of())).output())
        .isEqualTo("Get \"http://192.0.2.7:81/\": " + why);
    assertThat(probe(new ContainerCall.Grpc(other, "")).output()).endsWith(why);
  }

  private static String hostOf(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("Host");
  }
}
