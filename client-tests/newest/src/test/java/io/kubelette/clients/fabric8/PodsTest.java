package io.kubelette.clients.fabric8;

import static io.kubelette.clients.fabric8.Fabric8.PATIENCE;
import static io.kubelette.clients.fabric8.Fabric8.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.kubelette.clients.ClientNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Pods that run: their commands, logs and ports, their status, and their end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PodsTest {

  private final ClientNode node = ClientNode.open();
  private final KubernetesClient client = Fabric8.client(node);

  @BeforeAll
  void run() {
    client.resource(pod("web")).create();
    client.pods().withName("web").waitUntilReady(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @AfterAll
  void close() {
    client.close();
    node.close();
  }

  @Test
  void aCommandHasItsInputItsOutputsAndItsExitCode() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ExecWatch greet =
        client.pods().withName("web").redirectingInput().writingOutput(out).exec("greet")) {
      greet.getInput().write("world\n".getBytes(StandardCharsets.UTF_8));
      greet.getInput().flush();
      assertThat(greet.exitCode().get(60, TimeUnit.SECONDS)).isEqualTo(7);
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("hello world\n");

    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (ExecWatch complain =
        client.pods().withName("web").writingOutput(out).writingError(err).exec("complain")) {
      assertThat(complain.exitCode().get(60, TimeUnit.SECONDS)).isEqualTo(3);
    }
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("not today\n");
  }

  @Test
  void aLogIsReadAndFollowed() {
    var web = client.pods().withName("web");
    assertThat(web.getLog()).startsWith("listening on ");
    assertThat(web.tailingLines(0).getLog()).isEmpty();
    ByteArrayOutputStream followed = new ByteArrayOutputStream();
    try (LogWatch watch = web.watchLog(followed)) {
      await()
          .atMost(PATIENCE)
          .until(() -> followed.toString(StandardCharsets.UTF_8).contains("listening on "));
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void aPortIsForwarded() throws Exception {
    try (LocalPortForward forward = client.pods().withName("web").portForward(8080)) {
      for (int i = 0; i < 3; i++) {
        assertThat(Fabric8.page(forward)).isEqualTo("web");
      }
    }
  }

  @Test
  void aWatchTellsOfTheLifeOfAPod() {
    List<String> seen = new CopyOnWriteArrayList<>();
    try (Watch watch = client.pods().withLabel("app", "brief").watch(new Seen(seen))) {
      client.resource(pod("brief")).create();
      client.pods().withName("brief").waitUntilReady(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      client.pods().withName("brief").withGracePeriod(0).delete();
      await().atMost(PATIENCE).until(() -> seen.contains("DELETED"));
      assertThat(watch).isNotNull();
    }
    assertThat(seen).startsWith("ADDED").contains("MODIFIED");
  }

  @Test
  void aStatusIsWrittenApartFromItsObject() {
    Pod edited =
        client
            .pods()
            .withName("web")
            .editStatus(
                pod ->
                    new PodBuilder(pod)
                        .editMetadata()
                        .addToLabels("ignored", "yes")
                        .endMetadata()
                        .editStatus()
                        .addToConditions(
                            new PodConditionBuilder()
                                .withType("example.com/Warm")
                                .withStatus("True")
                                .build())
                        .endStatus()
                        .build());
    assertThat(edited.getMetadata().getLabels()).doesNotContainKey("ignored");
    assertThat(client.pods().withName("web").get().getStatus().getConditions())
        .extracting(condition -> condition.getType())
        .contains("example.com/Warm", "Ready");
  }

  @Test
  void aDeploymentIsScaled() {
    Pod template = pod("template");
    Deployment deployment =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName("scaled")
            .endMetadata()
            .withNewSpec()
            .withReplicas(0)
            .withNewSelector()
            .addToMatchLabels("app", "template")
            .endSelector()
            .withNewTemplate()
            .withNewMetadata()
            .addToLabels("app", "template")
            .endMetadata()
            .withSpec(template.getSpec())
            .endTemplate()
            .endSpec()
            .build();
    client.resource(deployment).create();
    var scaled = client.apps().deployments().withName("scaled");
    Scale scale = scaled.scale();
    scale.getSpec().setReplicas(2);
    assertThat(scaled.scale(scale).getSpec().getReplicas()).isEqualTo(2);
    assertThat(scaled.get().getSpec().getReplicas()).isEqualTo(2);
  }

  @Test
  void anEvictionEndsAPod() {
    client.resource(pod("evicted")).create();
    assertThat(client.pods().withName("evicted").evict()).isTrue();
    await().atMost(PATIENCE).until(() -> client.pods().withName("evicted").get() == null);
    assertThatThrownBy(() -> client.pods().withName("evicted").evict())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, absent -> assertThat(absent.getCode()).isEqualTo(404));
  }

  /** Writes down what happened. */
  private record Seen(List<String> actions) implements Watcher<Pod> {

    @Override
    public void eventReceived(Action action, Pod pod) {
      actions.add(action.name());
    }

    @Override
    public void onClose(WatcherException failure) {
      actions.add(failure.toString());
    }
  }
}
