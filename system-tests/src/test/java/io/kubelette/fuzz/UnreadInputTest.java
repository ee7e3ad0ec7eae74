package io.kubelette.fuzz;

import io.kubelette.Kubelette;
import io.kubelette.api.Pods;
import io.kubelette.api.http.ApiHttpServer;
import io.kubelette.api.http.HttpLimits;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.fake.FakeRuntime;
import io.kubelette.runtime.fake.Programs;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients that send more than a program ever reads, and leave: afterwards there is room for as many
 * as before.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class UnreadInputTest {

  private static final int STREAMS = 2;

  /** As many threads as there are for streams. */
  private static final int CLIENTS = 2 * STREAMS;

  private static final int MORE_THAN_A_PIPE_HOLDS = 100 << 10;

  private Kubelette node;
  private ApiHttpServer http;

  @BeforeEach
  void start() {
    FakeRuntime runtime =
        FakeRuntime.create()
            .image("hello:1", Programs.httpHello(8080))
            .command(
                "cat",
                container -> {
                  container.in().transferTo(container.out());
                  return 0;
                });
    node =
        Kubelette.builder()
            .runtime(runtime)
            .proxy(NioServiceProxy.create())
            .owner("unread-" + UUID.randomUUID().toString().substring(0, 8))
            .pods(PodManagerConfig.forTests())
            .start();
    HttpLimits given = HttpLimits.defaults();
    HttpLimits few =
        new HttpLimits(
            given.bodyBytes(),
            given.headerBytes(),
            given.connections(),
            STREAMS,
            given.backlogBytes(),
            given.cacheBytes(),
            given.requestTimeout(),
            given.idleTimeout(),
            given.stallTimeout());
    http = ApiHttpServer.over(node.api()).node(node.name(), node.pods()).limits(few).start();
    node.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: target, labels: {app: target}}
        spec:
          containers: [{name: web, image: "hello:1", stdin: true}]
        """);
    node.await(Pods.ready("default", "app=target"), Duration.ofSeconds(60));
  }

  @AfterEach
  void close() {
    http.close();
    node.close();
  }

  @Test
  void clientsOfAProgramThatNeverReadsLeaveRoomWhenTheyGo() throws Exception {
    for (int client = 0; client < CLIENTS; client++) {
      Visitors.awaitRoom(http.address(), 1, Visitors.COMMAND);
      attachAndLeave();
    }
    Visitors.awaitRoom(http.address(), STREAMS, Visitors.COMMAND);
  }

  private void attachAndLeave() throws Exception {
    InetSocketAddress server = http.address();
    URI uri =
        URI.create(
            "ws://%s:%d/api/v1/namespaces/default/pods/target/attach?stdin=1&stdout=1"
                .formatted(server.getAddress().getHostAddress(), server.getPort()));
    CompletableFuture<Void> taken = new CompletableFuture<>();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("v4.channel.k8s.io")
            .buildAsync(uri, new Pong(taken))
            .get();
    socket.sendBinary(ByteBuffer.allocate(MORE_THAN_A_PIPE_HOLDS), true).get();
    socket.sendPing(ByteBuffer.allocate(1)).get();
    taken.get();
    socket.abort();
  }

  /** Tells that all that was sent before a ping has arrived. */
  private record Pong(CompletableFuture<Void> taken) implements WebSocket.Listener {

    @Override
    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
      taken.complete(null);
      return WebSocket.Listener.super.onPong(socket, message);
    }
  }
}
