package io.kubelette.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.EventRecorder;
import io.kubelette.api.Query;
import io.kubelette.api.TestCluster;
import io.kubelette.model.Event;
import io.kubelette.model.EventSource;
import io.kubelette.model.Node;
import io.kubelette.model.Pod;
import io.kubelette.model.PodCondition;
import io.kubelette.model.PodSchedulingGate;
import io.kubelette.model.PodSpec;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Taint;
import io.kubelette.model.Toleration;
import io.kubelette.model.TolerationBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SchedulerTest {

  private final TestCluster cluster = TestCluster.create();
  private final EventRecorder events =
      EventRecorder.create(cluster.api, cluster.route, new EventSource("default-scheduler", null));

  @Test
  void aPodGoesToTheReadyNode() {
    start();
    createNode("here", "True");
    createPod("web", spec -> spec);
    cluster.time.runReady();

    assertThat(nodeOf("web")).isEqualTo("here");
    assertThat(events())
        .containsExactly("Normal Scheduled: Successfully assigned default/web to here");
    assertThat(cluster.time.pending()).isZero();
  }

  @Test
  void aPodWaitsForANodeAndSaysWhy() {
    start();
    createPod("web", spec -> spec);
    cluster.time.runReady();

    PodCondition condition = pod("web").status().conditions().get(0);
    assertThat(condition.type()).isEqualTo("PodScheduled");
    assertThat(condition.status()).isEqualTo("False");
    assertThat(condition.reason()).isEqualTo("Unschedulable");
    assertThat(condition.message()).isEqualTo("no nodes available to schedule pods");
    assertThat(events())
        .containsExactly("Warning FailedScheduling: no nodes available to schedule pods");
    createNode("here", "True");
    cluster.time.runReady();
    assertThat(nodeOf("web")).isEqualTo("here");
  }

  @Test
  void anUnfitNodeIsNamedWithItsReason() {
    start();
    createNode("tired", "False");
    createNode("other", "True");
    Node closed = createNode("closed", "True");
    cluster.api.update(closed.withSpec(closed.spec().withUnschedulable(true)));
    createPod("web", spec -> spec.withNodeSelector(Map.of("disk", "ssd")));
    cluster.time.runReady();

    assertThat(pod("web").status().conditions().get(0).message())
        .startsWith("0/3 nodes are available: ")
        .contains(
            "1 node(s) were unschedulable",
            "1 node(s) were not ready",
            "1 node(s) didn't match Pod's node affinity/selector");
  }

  @Test
  void aTaintKeepsOffWhoDoesNotTolerateIt() {
    start();
    taint(createNode("tainted", "True"), new Taint("team", "a", "NoSchedule", null));
    taint(createNode("leaving", "True"), new Taint("going", null, "NoExecute", null));
    createPod("web", spec -> spec);
    createPod("tolerant", spec -> spec.withTolerations(List.of(toleration("team", "a"))));
    cluster.time.runReady();

    assertThat(pod("web").status().conditions().get(0).message())
        .startsWith("0/2 nodes are available: ")
        .contains(
            "1 node(s) had untolerated taint {team: a}",
            "1 node(s) had untolerated taint {going: }");
    assertThat(nodeOf("tolerant")).isEqualTo("tainted");
  }

  @Test
  void aNodeThatWouldRatherNotIsTakenLast() {
    start();
    taint(createNode("a-rather-not", "True"), new Taint("busy", "yes", "PreferNoSchedule", null));
    createNode("b-glad", "True");
    cluster.time.runReady();
    for (int i = 0; i < 3; i++) {
      createPod("web-" + i, spec -> spec);
    }
    createPod("any", spec -> spec.withTolerations(List.of(toleration("busy", "yes"))));
    cluster.time.runReady();

    assertThat(nodeOf("web-2")).isEqualTo("b-glad");
    assertThat(nodeOf("any")).isEqualTo("a-rather-not");
  }

  @Test
  void whoToleratesThatANodeIsUnschedulableGoesThere() {
    start();
    Node closed = createNode("closed", "True");
    cluster.api.update(closed.withSpec(closed.spec().withUnschedulable(true)));
    Toleration all = TolerationBuilder.builder().operator("Exists").build();
    createPod("daemon", spec -> spec.withTolerations(List.of(all)));
    cluster.time.runReady();

    assertThat(nodeOf("daemon")).isEqualTo("closed");
  }

  private void taint(Node node, Taint taint) {
    cluster.api.update(node.withSpec(node.spec().withTaints(List.of(taint))));
  }

  private static Toleration toleration(String key, String value) {
    return TolerationBuilder.builder().key(key).operator("Equal").value(value).build();
  }

  @Test
  void aRefusalThatStaysTheSameIsWrittenOnce() {
    start();
    createPod("web", spec -> spec);
    cluster.time.runReady();
    Pod refused = pod("web");
    cluster.api.update(refused.withMetadata(refused.metadata().withLabels(Map.of("a", "b"))));
    cluster.time.runReady();

    assertThat(events()).hasSize(1);
    assertThat(pod("web").status()).isEqualTo(refused.status());
  }

  @Test
  void podsOfABurstAreSpread() {
    start();
    createNode("one", "True");
    createNode("two", "True");
    cluster.time.runReady();
    for (int i = 0; i < 10; i++) {
      createPod("web-" + i, spec -> spec);
    }
    cluster.time.runReady();

    assertThat(
            cluster.api.items(Query.of(ResourceType.POD)).stream()
                .collect(
                    Collectors.groupingBy(
                        pod -> String.valueOf(pod.spec().nodeName()), Collectors.counting())))
        .isEqualTo(Map.of("one", 5L, "two", 5L));
  }

  @Test
  void podsThatAreNotItsOwnAreLeftAlone() {
    start();
    createNode("here", "True");
    createPod("other", spec -> spec.withSchedulerName("mine"));
    createPod("placed", spec -> spec.withNodeName("there"));
    createPod("gated", spec -> spec.withSchedulingGates(GATED));
    cluster.time.runReady();

    assertThat(pod("other").spec().nodeName()).isNull();
    assertThat(nodeOf("placed")).isEqualTo("there");
    Pod gated = pod("gated");
    assertThat(gated.spec().nodeName()).isNull();
    assertThat(gated.status().conditions().get(0).reason()).isEqualTo("SchedulingGated");
    cluster.api.update(gated.withSpec(gated.spec().withSchedulingGates(List.of())));
    cluster.time.runReady();
    assertThat(nodeOf("gated")).isEqualTo("here");
  }

  @Test
  void aClosedSchedulerAssignsNothing() {
    Scheduler scheduler = start();
    cluster.time.runReady();
    scheduler.close();
    createNode("here", "True");
    createPod("web", spec -> spec);
    cluster.time.runReady();

    assertThat(pod("web").spec().nodeName()).isNull();
    assertThat(cluster.time.pending()).isZero();
  }

  private static final List<PodSchedulingGate> GATED =
      TestCluster.object(
              Pod.class,
              "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {schedulingGates: [{name:"
                  + " example.org/g}]}}")
          .spec()
          .schedulingGates();

  private Scheduler start() {
    return Scheduler.start(cluster.api, events, cluster.route);
  }

  private Node createNode(String name, String ready) {
    return cluster.api.create(
        TestCluster.object(
            Node.class,
            """
            apiVersion: v1
            kind: Node
            metadata: {name: %s}
            status: {conditions: [{type: Ready, status: "%s"}]}
            """
                .formatted(name, ready)));
  }

  private void createPod(String name, UnaryOperator<PodSpec> mutation) {
    Pod pod =
        TestCluster.object(
            Pod.class,
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: %s}
            spec: {containers: [{name: main, image: "web:1"}]}
            """
                .formatted(name));
    cluster.api.create(pod.withSpec(mutation.apply(pod.spec())));
  }

  private Pod pod(String name) {
    return cluster.api.get(ResourceType.POD, "default", name);
  }

  private String nodeOf(String name) {
    return String.valueOf(pod(name).spec().nodeName());
  }

  private List<String> events() {
    return cluster.api.items(Query.of(ResourceType.EVENT)).stream()
        .map(SchedulerTest::told)
        .toList();
  }

  private static String told(Event event) {
    return event.type() + " " + event.reason() + ": " + event.message();
  }
}
