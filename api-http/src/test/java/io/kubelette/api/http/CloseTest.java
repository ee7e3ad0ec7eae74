package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.ApiConfig;
import io.kubelette.api.ApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is closed by what it runs itself: it ends, and that does not wait for itself. */
@Timeout(60)
class CloseTest {

  private final HeldStore store = new HeldStore();
  private final ApiServer api = ApiServer.over(store, ApiConfig.defaults());
  private final CompletableFuture<String> closer = new CompletableFuture<>();
  private final ApiHttpServer server =
      ApiHttpServer.over(api).metrics(this::closedMeanwhile).start();

  @AfterEach
  void close() {
    server.close();
    store.close();
  }

  private String closedMeanwhile() {
    close(Thread.currentThread().getName());
    return "";
  }

  private void close(String thread) {
    try {
      server.close();
      closer.complete(thread);
    } catch (RuntimeException | Error failure) {
      closer.completeExceptionally(failure);
    }
  }

  @Test
  void byWhatTellsItsMetrics() throws Exception {
    assertEndsAfter("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", "kubelette-http-measure");
  }

  @Test
  void byAStoreThatIsAskedOnTheLoopOfAConnection() throws Exception {
    store.whenAsked(() -> close("loop " + Thread.currentThread().getName()));
    assertEndsAfter(creation(), "loop kubelette-http-");
  }

  @Test
  void byAStoreThatIsAskedOnAWorker() throws Exception {
    store.mayBlock();
    store.whenAsked(() -> close(Thread.currentThread().getName()));
    assertEndsAfter(creation(), "kubelette-http-worker");
  }

  private static String creation() {
    String map = "{\"metadata\":{\"name\":\"web\"}}";
    return "POST /api/v1/namespaces/default/configmaps HTTP/1.1\r\nHost: localhost\r\n"
        + "Content-Type: application/json\r\nContent-Length: "
        + map.length()
        + "\r\n\r\n"
        + map;
  }

  private void assertEndsAfter(String request, String thread) throws Exception {
    try (Socket socket = new Socket(server.address().getAddress(), server.address().getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(closer.get(30, TimeUnit.SECONDS)).startsWith(thread);
      readToTheEnd(socket.getInputStream());
    }
    server.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .as("whoever closes it from outside waits for the rest")
        .noneMatch(each -> each.isAlive() && each.getName().startsWith("kubelette-http"));
  }

  /** What is under way when a server ends may be answered or cut. */
  private static void readToTheEnd(InputStream in) {
    try {
      in.readAllBytes();
    } catch (IOException cut) {
      assertThat(cut).isNotNull();
    }
  }
}
