package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.api.ApiConfig;
import io.kubelette.api.ApiServer;
import io.kubelette.store.MemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiHttpServerTest {

  private final MemoryStore store = MemoryStore.create();
  private final ApiHttpServer server =
      ApiHttpServer.over(ApiServer.over(store, ApiConfig.defaults()))
          .limits(HttpLimits.defaults().withBodyBytes(1000))
          .start();

  @AfterEach
  void close() {
    server.close();
    store.close();
  }

  @Test
  void itIsHealthyAndTellsItsVersion() throws Exception {
    assertThat(get("/readyz").body()).isEqualTo("ok");
    assertThat(get("/version/").body()).contains("\"gitVersion\":\"v1.32.0+kubelette\"");
  }

  @Test
  void discoveryComesInOneDocumentForWhoAsksForIt() throws Exception {
    String wish = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    HttpResponse<String> apis = send(request("/apis?timeout=32s").header("Accept", wish));
    assertThat(apis.headers().firstValue("Content-Type")).contains(wish);
    assertThat(apis.body()).contains("\"resource\":\"deployments\"", "\"subresource\":\"scale\"");
    assertThat(get("/apis").body()).contains("APIGroupList", "\"groupVersion\":\"apps/v1\"");
    assertThat(get("/api/v1").body()).contains("\"name\":\"pods/eviction\"");
  }

  @Test
  void discoveryHeedsWhichFormIsLikedBest() throws Exception {
    String wish =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList;q=0,application/json";
    assertThat(send(request("/apis").header("Accept", wish)).body()).contains("APIGroupList");
  }

  @Test
  void anObjectIsReadAsItselfOrAsARow() throws Exception {
    assertThat(get("/api/v1/namespaces/default").body()).contains("\"kind\":\"Namespace\"");
    String wish = "application/json;as=Table;v=v1;g=meta.k8s.io";
    String table = send(request("/api/v1/namespaces/default").header("Accept", wish)).body();
    assertThat(table).contains("\"kind\":\"Table\"", "\"cells\":[\"default\",\"Active\"");
  }

  @Test
  void aListInYamlIsOneDocument() throws Exception {
    String list = send(request("/api/v1/namespaces").header("Accept", "application/yaml")).body();
    assertThat(list)
        .startsWith("apiVersion: v1\nkind: NamespaceList\nmetadata:\n  resourceVersion: '")
        .contains("\nitems:\n- apiVersion: v1\n  kind: Namespace\n");
  }

  @Test
  void peopleGetLinesOfTheirOwn() throws Exception {
    assertThat(get("/api/v1/namespaces/default?pretty=true").body())
        .contains("\n  \"kind\" : \"Namespace\"");
  }

  @Test
  void aFlagThatIsNeitherTrueNorFalseIsRefused() throws Exception {
    assertThat(get("/api/v1/namespaces/default?pretty=maybe").statusCode()).isEqualTo(400);
    assertThat(get("/version").statusCode()).isEqualTo(200);
  }

  @Test
  void anAddressThatIsTakenIsTold() {
    ApiHttpServerBuilder second =
        ApiHttpServer.over(ApiServer.over(store, ApiConfig.defaults())).address(server.address());
    assertThatThrownBy(second::start)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot listen on")
        .hasMessageContaining(Integer.toString(server.address().getPort()));
  }

  @Test
  void whatIsMissingIsAnsweredAsKubernetesDoes() throws Exception {
    HttpResponse<String> missing = get("/api/v1/namespaces/default/pods/web");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body())
        .contains(
            "\"message\":\"pods \\\"web\\\" not found\"",
            "\"reason\":\"NotFound\"",
            "\"details\":{\"name\":\"web\",\"kind\":\"pods\"}");
    assertThat(get("/api/v1/gadgets").statusCode()).isEqualTo(404);
  }

  @Test
  void aRequestMayArriveInPiecesAndSeveralAtOnce() throws IOException {
    try (Socket socket = new Socket(server.address().getAddress(), server.address().getPort())) {
      String get = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
      String put = "PUT /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n";
      OutputStream out = socket.getOutputStream();
      out.write((get + put).getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(answers(socket.getInputStream(), 1)).startsWith("HTTP/1.1 200");
      out.write(("{}" + get + get).getBytes(StandardCharsets.US_ASCII));
      String rest = answers(socket.getInputStream(), 3);
      assertThat(Pattern.compile("HTTP/1.1 (\\d+)").matcher(rest).results())
          .extracting(found -> found.group(1))
          .containsExactly("405", "200", "200");
    }
  }

  @Test
  void aBodyBeyondTheLimitIsRefused() throws Exception {
    HttpRequest.Builder large =
        request("/api/v1/namespaces").POST(HttpRequest.BodyPublishers.ofString(" ".repeat(1001)));
    assertThat(send(large).statusCode()).isEqualTo(413);
  }

  @Test
  void onlyLoopbackIsServedWithoutAuthentication() {
    ApiHttpServerBuilder open =
        ApiHttpServer.over(ApiServer.over(store, ApiConfig.defaults()))
            .address(new InetSocketAddress("0.0.0.0", 0));
    assertThatThrownBy(open::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("TLS and authentication");
  }

  @Test
  void anyPathOfOpenApiThatTheIndexNamesIsThere() throws Exception {
    String index = get("/openapi/v3").body();
    assertThat(index).contains("/openapi/v3/apis/apps/v1?hash=");
    assertThat(get("/openapi/v3/apis/apps/v1?hash=any").body())
        .contains("x-kubernetes-group-version-kind", "\"name\":\"fieldValidation\"");
  }

  /** kubectl asks for it before it sends a List, and reads it in protobuf alone. */
  @Test
  void theOlderOpenApiIsThereAndSaysNothing() throws Exception {
    String wish = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";
    HttpResponse<String> document = send(request("/openapi/v2").header("Accept", wish));
    assertThat(document.body()).isEqualTo("\n\u00032.0\u0012\u000f\n\tKubelette\u0012\u0002v1");
    assertThat(get("/openapi/v2").body()).startsWith("{\"swagger\":\"2.0\"");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Reads until so many answers have begun, and the last body ends. */
  private static String answers(InputStream in, int count) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.toString().split("HTTP/1.1 ", -1).length <= count
        || !(read.toString().endsWith("ok") || read.toString().endsWith("}"))) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      read.append((char) next);
    }
    return read.toString();
  }
}
