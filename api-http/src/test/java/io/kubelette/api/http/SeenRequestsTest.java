package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.ApiConfig;
import io.kubelette.api.ApiServer;
import io.kubelette.manifest.Manifests;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import io.kubelette.store.MemoryStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests as clients were seen to send them, where it matters how they are written. */
class SeenRequestsTest {

  private static final String PODS = "/api/v1/namespaces/default/pods";

  private final MemoryStore store = MemoryStore.create();
  private final ApiServer api = ApiServer.over(store, ApiConfig.defaults());
  private final ApiHttpServer server = ApiHttpServer.over(api).start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    server.close();
    store.close();
  }

  /** The official Java client writes what is empty, and times in microseconds. */
  @Test
  void emptyCollectionsSayNothing() throws Exception {
    HttpResponse<String> made =
        post(
            PODS,
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","annotations":{},
             "finalizers":[],"ownerReferences":[],"labels":{},"managedFields":[],
             "creationTimestamp":"2026-11-21T19:12:35.000000Z"},
             "spec":{"nodeSelector":{},"tolerations":[],"volumes":[],
              "containers":[{"name":"main","image":"any","command":[],"args":[],"env":[],"ports":[]}]}}
            """);
    assertThat(made.statusCode()).isEqualTo(201);
    Pod pod = api.get(ResourceType.POD, "default", "web");
    assertThat(pod.spec().containers().get(0).command()).isEmpty();
    assertThat(made.body()).doesNotContain("\"command\"", "\"finalizers\"", "2026-11-21T19:12:35");
  }

  /** Older clients evict by the version of the body that is gone from Kubernetes. */
  @Test
  void anEvictionMayBeOfTheVersionBefore() throws Exception {
    create("web");
    HttpResponse<String> evicted =
        post(
            PODS + "/web/eviction",
            "{\"apiVersion\":\"policy/v1beta1\",\"kind\":\"Eviction\","
                + "\"metadata\":{\"name\":\"web\",\"namespace\":\"default\"}}");
    assertThat(evicted.statusCode()).isEqualTo(201);
    assertThat(evicted.body()).contains("\"status\":\"Success\"");
    assertThat(api.find(ResourceType.POD, "default", "web")).isEmpty();
  }

  @Test
  void aListMayComeAsAWatchWhoseBookmarkSaysThatItIsComplete() throws Exception {
    create("one");
    create("two");
    HttpResponse<Stream<String>> watch =
        client.send(
            request(
                    PODS
                        + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
                        + "&allowWatchBookmarks=true&resourceVersion=")
                .build(),
            HttpResponse.BodyHandlers.ofLines());
    try (Stream<String> lines = watch.body()) {
      List<String> first = lines.limit(3).toList();
      assertThat(first.get(0)).startsWith("{\"type\":\"ADDED\"").contains("\"name\":\"one\"");
      assertThat(first.get(1)).startsWith("{\"type\":\"ADDED\"").contains("\"name\":\"two\"");
      assertThat(first.get(2))
          .startsWith("{\"type\":\"BOOKMARK\"")
          .contains("\"k8s.io/initial-events-end\":\"true\"");
    }
  }

  @Test
  void discoveryInOneDocumentComesInBothOfItsVersions() throws Exception {
    String wish = "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList";
    HttpResponse<String> all = send(request("/api?timeout=32s").header("Accept", wish));
    assertThat(all.headers().firstValue("Content-Type")).contains(wish);
    assertThat(all.body()).contains("\"apiVersion\":\"apidiscovery.k8s.io/v2beta1\"");
  }

  /** {@code kubectl explain hpa.spec}: the model keeps it as a tree, but people want to know. */
  @Test
  void theFieldsOfAutoscalersAreExplained() throws Exception {
    assertThat(send("/openapi/v3/apis/autoscaling/v2"))
        .contains(
            "\"#/components/schemas/io.kubelette.model.HorizontalPodAutoscalerSpec\"",
            "\"averageUtilization\":{\"type\":\"integer\"",
            "\"stabilizationWindowSeconds\"",
            "\"describedObject\"");
    assertThat(send("/openapi/v3/apis/autoscaling/v1"))
        .contains("\"targetCPUUtilizationPercentage\"", "\"currentCPUUtilizationPercentage\"")
        .doesNotContain("\"metrics\"");
  }

  /** In this order kubectl shows what belongs to a category: {@code get all}. */
  @Test
  void kindsAreListedByName() throws Exception {
    String wish = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    for (String all :
        List.of(send(request("/api").header("Accept", wish)).body(), send("/api/v1"))) {
      assertThat(all).containsSubsequence("\"pods\"", "\"replicationcontrollers\"", "\"services\"");
    }
  }

  /** {@code kubectl get deployment web --subresource=scale}. */
  @Test
  void howManyReplicasAnObjectHasIsShownInRows() throws Exception {
    api.create(
        Manifests.parse(
                "deployment",
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {replicas: 3,"
                    + " selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}},"
                    + " spec: {containers: [{name: main, image: any}]}}}}")
            .get(0)
            .object());
    String scale = "/apis/apps/v1/namespaces/default/deployments/web/scale";
    assertThat(send(scale)).contains("\"kind\":\"Scale\"");
    String table =
        send(request(scale).header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io"))
            .body();
    assertThat(table)
        .containsSubsequence("\"Name\"", "\"Desired\"", "\"Available\"", "\"Age\"")
        .contains("\"cells\":[\"web\",3,0,");
  }

  @Test
  void whoAsksHowItIsMayWantTheWholeAnswer() throws Exception {
    assertThat(send("/livez?verbose")).isEqualTo("[+]ping ok\nlivez check passed\n");
    assertThat(send("/livez/ping?verbose")).isEqualTo("ok");
    assertThat(send("/readyz")).isEqualTo("ok");
  }

  /** kubectl prints the message of what is about no object, and of others only the details. */
  @Test
  void aPatchThatDoesNotApplyIsAboutNoObject() throws Exception {
    create("web");
    HttpResponse<String> refused =
        send(
            request(PODS + "/web")
                .header("Content-Type", "application/json-patch+json")
                .method(
                    "PATCH",
                    HttpRequest.BodyPublishers.ofString("[{\"op\":\"remove\",\"path\":\"/no\"}]")));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("\"message\":\"the server rejected our request due to an error in our request: ")
        .doesNotContain("\"details\"");
  }

  @Test
  void aStateThatIsToComeIsATimeout() throws Exception {
    HttpResponse<String> ahead = send(request(PODS + "?resourceVersion=9999"));
    assertThat(ahead.statusCode()).isEqualTo(504);
    assertThat(ahead.body())
        .contains("Too large resource version: 9999", "\"reason\":\"ResourceVersionTooLarge\"");
    create("web");
    assertThat(send(request(PODS + "/web?resourceVersion=9999")).statusCode()).isEqualTo(504);
    assertThat(send(request(PODS + "/web?resourceVersion=1")).statusCode()).isEqualTo(200);
    String exact = "&resourceVersionMatch=Exact";
    assertThat(send(request(PODS + "?resourceVersion=1" + exact)).body()).endsWith("\"items\":[]}");
    assertThat(send(request(PODS + "?resourceVersion=0" + exact)).statusCode()).isEqualTo(422);
  }

  private void create(String name) {
    String pod =
        "{apiVersion: v1, kind: Pod, metadata: {name: %s}, spec: {containers: [{name: main, image:"
            + " any}]}}";
    api.create(Manifests.parse("pod", pod.formatted(name)).get(0).object());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private String send(String path) throws Exception {
    HttpResponse<String> answer = send(request(path));
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
