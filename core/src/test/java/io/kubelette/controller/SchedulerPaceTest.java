package io.kubelette.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.DeleteOptions;
import io.kubelette.api.EventRecorder;
import io.kubelette.api.Query;
import io.kubelette.api.TestCluster;
import io.kubelette.model.EventSource;
import io.kubelette.model.Node;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** How soon pods are told that they fit nowhere: 100 at once, then 50 a second. */
final class SchedulerPaceTest {

  private final TestCluster cluster = TestCluster.create();
  private final EventRecorder events =
      EventRecorder.create(cluster.api, cluster.route, new EventSource("default-scheduler", null));
  private final Scheduler scheduler = Scheduler.start(cluster.api, events, cluster.route);

  @Test
  void manyAreToldInTheirOrderAndNoneIsForgotten() {
    createPods(220);
    cluster.time.runReady();
    assertThat(told()).hasSize(100).contains("web-000", "web-099");
    cluster.time.advance(Duration.ofSeconds(1));
    assertThat(told()).hasSize(150).contains("web-149");
    cluster.time.advance(Duration.ofSeconds(2));
    assertThat(told()).hasSize(220);
    cluster.time.advance(Duration.ofMinutes(1));
    assertThat(cluster.time.pending()).isZero();
  }

  @Test
  void whoWaitsToBeToldIsAssignedAtOnceAndToldNothingAfterIt() {
    createPods(205);
    cluster.time.runReady();
    createNode();
    cluster.time.runReady();
    List<String> placed = podsWhere(pod -> "here".equals(pod.spec().nodeName()));
    assertThat(placed).hasSize(110);
    cluster.time.advance(Duration.ofMinutes(1));

    assertThat(told()).hasSize(95).doesNotContainAnyElementsOf(placed);
    assertThat(cluster.time.pending()).isZero();
  }

  @Test
  void aPodThatIsDeletedBeforeItIsToldIsForgotten() {
    createPods(102);
    cluster.time.runReady();
    cluster.api.delete(ResourceType.POD, "default", "web-100", DeleteOptions.defaults());
    cluster.time.advance(Duration.ofMillis(20));

    assertThat(told()).hasSize(101).contains("web-101");
    assertThat(cluster.time.pending()).isZero();
  }

  @Test
  void aClosedSchedulerTellsNobodyWhoStillWaits() {
    createPods(105);
    cluster.time.runReady();
    scheduler.close();
    cluster.time.runReady();
    assertThat(told()).hasSize(100);
    events.close();
    cluster.time.advance(Duration.ofMinutes(1));

    assertThat(told()).hasSize(100);
    assertThat(cluster.time.pending()).isZero();
  }

  private void createPods(int count) {
    for (int i = 0; i < count; i++) {
      cluster.api.create(
          TestCluster.object(
              Pod.class,
              """
              apiVersion: v1
              kind: Pod
              metadata: {name: web-%03d}
              spec: {containers: [{name: main, image: "web:1"}]}
              """
                  .formatted(i)));
    }
  }

  private void createNode() {
    Node node =
        TestCluster.object(
            Node.class,
            """
            apiVersion: v1
            kind: Node
            metadata: {name: here}
            status:
              allocatable: {pods: "110", cpu: "2", memory: 1Gi}
              conditions: [{type: Ready, status: "True"}]
            """);
    cluster.api.updateStatus(cluster.api.create(node).withStatus(node.status()));
  }

  private List<String> told() {
    return podsWhere(
        pod ->
            pod.status().conditions().stream()
                .anyMatch(condition -> "Unschedulable".equals(condition.reason())));
  }

  private List<String> podsWhere(Predicate<Pod> holds) {
    return cluster.api.items(Query.of(ResourceType.POD)).stream()
        .filter(holds)
        .map(pod -> String.valueOf(pod.metadata().name()))
        .toList();
  }
}
