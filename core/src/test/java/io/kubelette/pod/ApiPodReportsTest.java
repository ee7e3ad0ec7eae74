package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.EventRecorder;
import io.kubelette.api.TestCluster;
import io.kubelette.model.EventSource;
import io.kubelette.model.Pod;
import io.kubelette.model.PodConditionBuilder;
import io.kubelette.model.PodStatus;
import io.kubelette.model.ResourceType;
import io.kubelette.runtime.PodIdentity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiPodReportsTest {

  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:10Z");

  private final TestCluster cluster = TestCluster.create();
  private final ApiPodReports reports =
      new ApiPodReports(
          cluster.api,
          EventRecorder.create(cluster.api, cluster.route, new EventSource("kubelet", "node")));
  private final Pod pod =
      cluster.api.create(
          TestCluster.object(
              Pod.class,
              """
              apiVersion: v1
              kind: Pod
              metadata: {name: web}
              spec:
                nodeName: node
                containers: [{name: a, image: app}]
              """));
  private final PodIdentity identity = identity(pod);

  @Test
  void whatOthersWroteStays() {
    var foreign = PodConditionBuilder.builder().type("example.org/gate").status("True").build();
    cluster.api.updateStatus(pod.withStatus(pod.status().withConditions(List.of(foreign))));

    var ready = PodConditionBuilder.builder().type("Ready").status("True").build();
    reports.write(identity, PodStatus.EMPTY.withConditions(List.of(ready)));

    assertThat(status().conditions()).containsExactly(foreign, ready);
  }

  @Test
  void whatWasToldIsNotTakenBack() {
    reports.write(identity, PodStatus.EMPTY.withStartTime(FIRST).withPhase("Running"));

    // As after a write whose answer was lost: the worker does not know what it told.
    reports.write(
        identity, PodStatus.EMPTY.withStartTime(FIRST.plusSeconds(20)).withPhase("Pending"));

    assertThat(status().startTime()).isEqualTo(FIRST);
    assertThat(status().phase()).isEqualTo("Running");
  }

  @Test
  void aPodOfAnotherUidIsGone() {
    PodIdentity before = new PodIdentity("owner", "another-uid", "default", "web");

    assertThat(reports.write(before, PodStatus.EMPTY)).isEqualTo(PodReports.Receipt.GONE);
    assertThat(reports.delete(before)).isEqualTo(PodReports.Receipt.GONE);
    assertThat(cluster.api.find(ResourceType.POD, "default", "web")).isPresent();
  }

  private PodStatus status() {
    return cluster.api.get(ResourceType.POD, "default", "web").status();
  }

  private static PodIdentity identity(Pod pod) {
    return new PodIdentity("owner", String.valueOf(pod.metadata().uid()), "default", "web");
  }
}
