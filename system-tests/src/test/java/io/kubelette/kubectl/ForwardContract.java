package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Ports of pods, reached from here. */
abstract class ForwardContract extends KubectlContract {

  private static final Pattern LOCAL =
      Pattern.compile("Forwarding from (127\\.0\\.0\\.\\d+):(\\d+) ->");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ForwardContract(Ground ground) {
    super(ground);
  }

  @Test
  @Form({"port-forward pod/web", "port-forward --address"})
  void severalPortsOfAPodAreForwarded() throws Exception {
    String other = "  - {name: other, image: \"%s\", command: [sh, -c, \"%s\"]}\n";
    ready(
        web("web")
            + other.formatted(
                ground.image(),
                "mkdir /www; echo web > /www/index.html; httpd -f -p 8081 -h /www"));
    try (Running forward =
        kubectl.start("port-forward", "pod/web", "--address=127.0.0.1", ":8080", ":8081")) {
      List<String> pages = pages(forward, 2);
      assertThat(pages.get(0)).isNotEqualTo(pages.get(1));
      for (String page : pages) {
        assertThat(page(page)).isEqualTo("web");
      }
      List<CompletableFuture<HttpResponse<String>>> many = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        many.add(client.sendAsync(request(pages.get(i % 2)), HttpResponse.BodyHandlers.ofString()));
      }
      many.forEach(one -> assertThat(one.join().body().strip()).isEqualTo("web"));
    }
  }

  @Test
  @Form({"port-forward service/web", "port-forward deployment/web"})
  void aServiceAndAWorkloadStandForOneOfTheirPods() throws Exception {
    ready(web("web"));
    applied(
        "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
            + "spec: {selector: {app: web}, ports: [{name: page, port: 80, targetPort: http}]}\n");
    applied(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 0, selector:"
            + " {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec:"
            + " {containers: [{name: main, image: i}]}}}\n");
    try (Running forward = kubectl.start("port-forward", "service/web", ":page")) {
      assertThat(page(pages(forward, 1).get(0))).isEqualTo("web");
    }
    try (Running forward = kubectl.start("port-forward", "deployment/web", ":8080")) {
      assertThat(page(pages(forward, 1).get(0))).isEqualTo("web");
    }
  }

  @Test
  @Form({"port-forward pod/web"})
  void aPortAtWhichNobodyListensIsTold() throws Exception {
    ready(pod("web", "sleep 100000"));
    try (Running forward = kubectl.start("port-forward", "pod/web", ":9999")) {
      URI page = URI.create(pages(forward, 1).get(0));
      try (var socket = new java.net.Socket(page.getHost(), page.getPort())) {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
      forward.awaitErr("an error occurred forwarding");
    }
  }

  /** As kubectl does where something on the way refuses WebSocket. */
  @Test
  @Form({"port-forward pod/web"})
  void portsAreForwardedOverPlainSpdyToo() throws Exception {
    ready(web("web"));
    Kubectl spdy = kubectl.with("KUBECTL_PORT_FORWARD_WEBSOCKETS", "false");
    try (Running forward = spdy.start("port-forward", "pod/web", ":8080")) {
      String url = pages(forward, 1).get(0);
      assertThat(page(url)).isEqualTo("web");
      assertThat(page(url)).isEqualTo("web");
    }
  }

  @Test
  @Form({"proxy --port"})
  void theApiIsReachedThroughAProxy() throws Exception {
    try (Running proxy = kubectl.start("proxy", "--port=0")) {
      Matcher address =
          Pattern.compile("Starting to serve on (\\S+)")
              .matcher(proxy.awaitOut(text -> text.contains("serve on ") && text.endsWith("\n")));
      assertThat(address.find()).isTrue();
      assertThat(page("http://" + address.group(1) + "/api/v1/nodes/" + node.name()))
          .contains("\"kind\":\"Node\"");
    }
  }

  /** Where so many forwarded ports are reached. */
  private static List<String> pages(Running forward, int count) {
    String text =
        forward.awaitOut(
            out -> LOCAL.matcher(out).results().count() == count && out.endsWith("\n"));
    return LOCAL
        .matcher(text)
        .results()
        .map(port -> "http://" + port.group(1) + ":" + port.group(2) + "/")
        .toList();
  }

  private String page(String url) throws IOException, InterruptedException {
    return client.send(request(url), HttpResponse.BodyHandlers.ofString()).body().strip();
  }

  private static HttpRequest request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
  }
}
