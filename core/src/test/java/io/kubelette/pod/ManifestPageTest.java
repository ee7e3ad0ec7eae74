package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.kubelette.conformance.Row;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Manifests that a real server serves. */
@Row("K01-04")
final class ManifestPageTest {

  private static final String POD =
      "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"%s\"},"
          + "\"spec\":{\"containers\":[{\"name\":\"a\",\"image\":\"a\"}]}}";

  private HttpServer server;
  private volatile int status = 200;
  private volatile String body = "";
  private volatile String header = "";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/pods",
        exchange -> {
          header = String.valueOf(exchange.getRequestHeaders().getFirst("X-Node"));
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private ManifestPage page() {
    URI uri = URI.create("http://127.0.0.1:%d/pods".formatted(server.getAddress().getPort()));
    return new ManifestPage(
        new ManifestUrl(uri, Map.of("X-Node", "here")), ManifestConfig.defaults());
  }

  private List<String> names() throws IOException {
    return page().read().pods().values().stream()
        .flatMap(List::stream)
        .map(pod -> String.valueOf(pod.metadata().name()))
        .toList();
  }

  @Test
  void aPodAListAndNothingAreAllAnswers() throws IOException {
    body = POD.formatted("one");
    assertThat(names()).containsExactly("one");
    assertThat(header).isEqualTo("here");
    body =
        "{\"apiVersion\":\"v1\",\"kind\":\"PodList\",\"items\":[%s,%s]}"
            .formatted(POD.formatted("one"), POD.formatted("two"));
    assertThat(names()).containsExactly("one", "two");
    body = "";
    assertThat(names()).isEmpty();
  }

  @Test
  void anyOtherStatusIsAnError() {
    status = 404;
    assertThatThrownBy(this::names).isInstanceOf(IOException.class).hasMessageContaining("404");
    server.stop(0);
    assertThatThrownBy(this::names).isInstanceOf(IOException.class);
  }

  @Test
  void whatIsNoPodIsAFault() throws IOException {
    body = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}";
    assertThat(page().read().faults()).hasSize(1);
    body = "{";
    assertThat(page().read().faults()).hasSize(1);
  }

  @Test
  void onlyHttpIsAsked() {
    assertThatThrownBy(() -> ManifestUrl.of(URI.create("file:///etc/passwd")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
