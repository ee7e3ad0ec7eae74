package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.ApiConfig;
import io.kubelette.api.ApiServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Work that may be long is not done on the loop of connections, which other clients share. */
@Timeout(60)
class LongRequestsTest {

  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

  private final HeldStore store = new HeldStore();
  private final ApiServer api = ApiServer.over(store, ApiConfig.defaults());
  private final ApiHttpServer server = ApiHttpServer.over(api).threads(1).start();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    store.release();
    server.close();
    store.close();
  }

  /** An object may be large however small the request about it is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    |       | application/yaml | ''
          GET    |       | application/json | ''
          GET    | /held | application/yaml | ''
          GET    | /held | table            | ''
          PATCH  | /held | application/json | {"data":{"a":"b"}}
          PUT    | /held | application/json | {"metadata":{"name":"held"},"data":{"a":"c"}}
          DELETE | /held | application/json | ''
          """)
  void othersAreAnsweredMeanwhile(String method, String name, String accept, String body)
      throws Exception {
    create("held", "x");
    String path = MAPS + (name == null ? "" : name);
    HttpRequest.Builder request =
        request(path)
            .header("Accept", accept.equals("table") ? TABLE : accept)
            .header(
                "Content-Type",
                method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    assertIsNoWorkOfTheLoop(request);
  }

  @Test
  void othersAreAnsweredWhileALargeObjectIsMade() throws Exception {
    assertIsNoWorkOfTheLoop(creation("held", "x".repeat(100_000)));
  }

  @Test
  void aSmallObjectIsMadeOnTheLoopOfItsConnection() throws Exception {
    create("web", "x");
    assertThat(store.thread()).startsWith("kubelette-http-").doesNotContain("worker");
  }

  @Test
  void whatIsAtHandIsReadOnTheLoopOfItsConnection() throws Exception {
    create("web", "x");
    get("/web");
    assertThat(store.thread()).as("its JSON is made first").startsWith("kubelette-http-worker");
    get("/web");
    assertThat(store.thread()).startsWith("kubelette-http-").doesNotContain("worker");
  }

  @Test
  void theLoopAsksNothingOfAStoreThatMayBlock() throws Exception {
    store.mayBlock();
    create("web", "x");
    assertThat(store.thread()).startsWith("kubelette-http-worker");
    get("/web");
    get("/web");
    assertThat(store.thread()).startsWith("kubelette-http-worker");
  }

  private void assertIsNoWorkOfTheLoop(HttpRequest.Builder work) throws Exception {
    store.hold();
    CompletableFuture<HttpResponse<String>> held =
        client.sendAsync(work.build(), HttpResponse.BodyHandlers.ofString());
    store.awaitWork();
    create("web", "x");
    assertThat(held).isNotDone();
    store.release();
    assertThat(held.get().statusCode()).isBetween(200, 201);
  }

  private void get(String name) throws Exception {
    HttpResponse<String> answer = send(request(MAPS + name));
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
  }

  private void create(String name, String value) throws Exception {
    HttpResponse<String> answer = send(creation(name, value));
    assertThat(answer.statusCode()).as(answer::body).isEqualTo(201);
  }

  private HttpRequest.Builder creation(String name, String value) {
    String map = "{\"metadata\":{\"name\":\"%s\"},\"data\":{\"k\":\"%s\"}}".formatted(name, value);
    return request(MAPS)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(map));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
