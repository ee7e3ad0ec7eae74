package io.kubelette.clients.official;

import static io.kubelette.clients.official.Official.PATIENCE;
import static io.kubelette.clients.official.Official.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.reflect.TypeToken;
import io.kubelette.clients.ClientNode;
import io.kubernetes.client.Exec;
import io.kubernetes.client.PodLogs;
import io.kubernetes.client.PortForward;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.AppsV1Api;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1DeploymentSpec;
import io.kubernetes.client.openapi.models.V1Eviction;
import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.openapi.models.V1Scale;
import io.kubernetes.client.util.Watch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Pods that run: their commands, logs and ports, their status, and their end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class OfficialPodsTest {

  private final ClientNode node = ClientNode.open();
  private final ApiClient client = Official.client(node);
  private final CoreV1Api core = new CoreV1Api(client);

  @BeforeAll
  void run() throws Exception {
    core.createNamespacedPod("default", pod("web")).execute();
    await().atMost(PATIENCE).until(() -> isReady("web"));
  }

  @AfterAll
  void close() {
    node.close();
  }

  private boolean isReady(String name) throws ApiException {
    V1Pod pod = core.readNamespacedPod(name, "default").execute();
    List<V1PodCondition> conditions =
        pod.getStatus() == null ? null : pod.getStatus().getConditions();
    return conditions != null
        && conditions.stream()
            .anyMatch(one -> one.getType().equals("Ready") && one.getStatus().equals("True"));
  }

  @Test
  void aCommandHasItsInputItsOutputsAndItsExitCode() throws Exception {
    Process greet =
        new Exec(client).exec("default", "web", new String[] {"greet"}, "main", true, false);
    greet.getOutputStream().write("world\n".getBytes(StandardCharsets.UTF_8));
    greet.getOutputStream().flush();
    assertThat(text(greet.getInputStream())).isEqualTo("hello world\n");
    assertThat(greet.waitFor()).isEqualTo(7);

    Process complain =
        new Exec(client).exec("default", "web", new String[] {"complain"}, "main", false, false);
    assertThat(text(complain.getErrorStream())).isEqualTo("not today\n");
    assertThat(complain.waitFor()).isEqualTo(3);
  }

  @Test
  void aLogIsReadAndFollowed() throws Exception {
    assertThat(core.readNamespacedPodLog("web", "default").execute()).startsWith("listening on ");
    try (InputStream followed =
            new PodLogs(client).streamNamespacedPodLog("default", "web", "main");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(followed, StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).startsWith("listening on ");
    }
  }

  @Test
  void aPortIsForwarded() throws Exception {
    PortForward.PortForwardResult forward =
        new PortForward(client).forward("default", "web", List.of(8080));
    forward
        .getOutboundStream(8080)
        .write("GET / HTTP/1.1\r\nHost: web\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    forward.getOutboundStream(8080).flush();
    assertThat(text(forward.getInputStream(8080))).startsWith("HTTP/1.1 200").endsWith("web");
  }

  @Test
  void aWatchTellsOfTheLifeOfAPod() throws Exception {
    List<String> seen = new ArrayList<>();
    try (Watch<V1Pod> watch =
        Watch.createWatch(
            client,
            core.listNamespacedPod("default")
                .labelSelector("app=brief")
                .watch(true)
                .buildCall(null),
            new TypeToken<Watch.Response<V1Pod>>() {}.getType())) {
      core.createNamespacedPod("default", pod("brief")).execute();
      core.deleteNamespacedPod("brief", "default").gracePeriodSeconds(0).execute();
      for (Watch.Response<V1Pod> event : watch) {
        seen.add(event.type);
        if (event.type.equals("DELETED")) {
          break;
        }
      }
    }
    assertThat(seen).startsWith("ADDED").endsWith("DELETED");
  }

  @Test
  void aStatusIsWrittenApartFromItsObject() throws Exception {
    V1Pod pod = core.readNamespacedPod("web", "default").execute();
    pod.getMetadata().putLabelsItem("ignored", "yes");
    pod.getStatus().addConditionsItem(new V1PodCondition().type("example.com/Warm").status("True"));
    pod.getMetadata().setResourceVersion(null);
    V1Pod written = core.replaceNamespacedPodStatus("web", "default", pod).execute();
    assertThat(written.getMetadata().getLabels()).doesNotContainKey("ignored");
    assertThat(written.getStatus().getConditions())
        .extracting(V1PodCondition::getType)
        .contains("example.com/Warm");
  }

  @Test
  void aDeploymentIsScaled() throws Exception {
    AppsV1Api apps = new AppsV1Api(client);
    V1Deployment deployment =
        new V1Deployment()
            .metadata(new V1ObjectMeta().name("scaled"))
            .spec(
                new V1DeploymentSpec()
                    .replicas(0)
                    .selector(new V1LabelSelector().matchLabels(Map.of("app", "t")))
                    .template(
                        new V1PodTemplateSpec()
                            .metadata(new V1ObjectMeta().labels(Map.of("app", "t")))
                            .spec(pod("t").getSpec())));
    apps.createNamespacedDeployment("default", deployment).execute();
    V1Scale scale = apps.readNamespacedDeploymentScale("scaled", "default").execute();
    scale.getSpec().setReplicas(2);
    apps.replaceNamespacedDeploymentScale("scaled", "default", scale).execute();
    assertThat(apps.readNamespacedDeployment("scaled", "default").execute().getSpec().getReplicas())
        .isEqualTo(2);
  }

  @Test
  void anEvictionEndsAPod() throws Exception {
    core.createNamespacedPod("default", pod("evicted")).execute();
    V1Eviction eviction = new V1Eviction().metadata(new V1ObjectMeta().name("evicted"));
    // The client expects an Eviction back, and Kubernetes answers with a Status.
    try (Response answer =
        core.createNamespacedPodEviction("evicted", "default", eviction)
            .buildCall(null)
            .execute()) {
      assertThat(answer.code()).isEqualTo(201);
    }
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                core.listNamespacedPod("default")
                    .fieldSelector("metadata.name=evicted")
                    .execute()
                    .getItems()
                    .isEmpty());
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
