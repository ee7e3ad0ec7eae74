package io.kubelette.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.DeleteOptions;
import io.kubelette.api.EventRecorder;
import io.kubelette.api.Query;
import io.kubelette.api.TestCluster;
import io.kubelette.model.Container;
import io.kubelette.model.Event;
import io.kubelette.model.EventSource;
import io.kubelette.model.Node;
import io.kubelette.model.NodeStatus;
import io.kubelette.model.Pod;
import io.kubelette.model.PodCondition;
import io.kubelette.model.PodSchedulingGate;
import io.kubelette.model.PodSpec;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceRequirements;
import io.kubelette.model.ResourceRequirementsBuilder;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Taint;
import io.kubelette.model.Toleration;
import io.kubelette.model.TolerationBuilder;
import java.time.Duration;
import java.time.Instant;
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
            "1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }",
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
  void aPodWaitsUntilThereIsRoomForIt() {
    start();
    createNode("here", "True");
    createPod("first", asking(Map.of("cpu", "1500m")));
    createPod("big", asking(Map.of("cpu", "1", "memory", "2Gi")));
    createPod("second", asking(Map.of("cpu", "1")));
    cluster.time.runReady();

    assertThat(nodeOf("first")).isEqualTo("here");
    assertThat(refusalOf("big"))
        .isEqualTo("0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory.");
    assertThat(refusalOf("second")).isEqualTo("0/1 nodes are available: 1 Insufficient cpu.");
    Pod first = pod("first");
    cluster.api.updateStatus(first.withStatus(first.status().withPhase("Succeeded")));
    cluster.time.runReady();
    assertThat(nodeOf("second")).isEqualTo("here");
    assertThat(pod("big").spec().nodeName()).isNull();
  }

  @Test
  void aFullNodeTakesTheNextPodWhenOneIsDeleted() {
    start();
    createNode("here", "True");
    for (int i = 0; i < 10; i++) {
      createPod("web-" + i, spec -> spec);
    }
    cluster.time.runReady();
    createPod("last", spec -> spec);
    cluster.time.runReady();
    assertThat(refusalOf("last")).isEqualTo("0/1 nodes are available: 1 Too many pods.");
    cluster.api.delete(
        ResourceType.POD,
        "default",
        "web-3",
        DeleteOptions.defaults().withGracePeriod(Duration.ZERO));
    cluster.time.runReady();

    assertThat(nodeOf("last")).isEqualTo("here");
  }

  @Test
  void aNodeThatGrowsIsLookedAtAgainAndOneThatOnlyReportsIsNot() {
    start();
    Node small = createNode("here", "True");
    createPod("big", asking(Map.of("memory", "2Gi")));
    cluster.time.runReady();
    assertThat(Placement.isAffected(small, small.withStatus(reported(small)))).isFalse();
    Map<String, Quantity> more =
        Map.of("memory", Quantity.parse("4Gi"), "pods", Quantity.of(10), "cpu", Quantity.of(1));
    cluster.api.updateStatus(small.withStatus(small.status().withAllocatable(more)));
    cluster.time.runReady();

    assertThat(nodeOf("big")).isEqualTo("here");
  }

  private static NodeStatus reported(Node node) {
    Instant now = Instant.parse("2030-01-01T00:00:00Z");
    return node.status()
        .withConditions(
            node.status().conditions().stream()
                .map(condition -> condition.withLastHeartbeatTime(now))
                .toList());
  }

  @Test
  void requiredAffinityAndHostPortsCount() {
    start();
    createNode("plain", "True");
    Node fast = createNode("fast", "True");
    cluster.api.update(fast.withMetadata(fast.metadata().withLabels(Map.of("disk", "ssd"))));
    createPod("one", WANTS_SSD_AND_A_PORT);
    createPod("two", WANTS_SSD_AND_A_PORT);
    cluster.time.runReady();

    List<String> placed = List.of(nodeOf("one"), nodeOf("two"));
    assertThat(placed).containsExactlyInAnyOrder("fast", "null");
    String waiting = placed.get(0).equals("fast") ? "two" : "one";
    assertThat(refusalOf(waiting))
        .isEqualTo(
            "0/2 nodes are available: 1 node(s) didn't have free ports for the requested pod"
                + " ports, 1 node(s) didn't match Pod's node affinity/selector.");
  }

  @Test
  void aPodThatShrinksMakesRoom() {
    start();
    createNode("here", "True");
    createPod("first", asking(Map.of("cpu", "2")));
    createPod("second", asking(Map.of("cpu", "1")));
    cluster.time.runReady();
    assertThat(refusalOf("second")).isEqualTo("0/1 nodes are available: 1 Insufficient cpu.");
    Pod first = pod("first");
    cluster.api.resize(first.withSpec(asking(Map.of("cpu", "1")).apply(first.spec())));
    cluster.time.runReady();

    assertThat(nodeOf("second")).isEqualTo("here");
  }

  @Test
  void whatANodeCanNeverGiveDoesNotFillIt() {
    start();
    createNode("here", "True");
    createPod("first", asking(Map.of("cpu", "1")));
    cluster.time.runReady();
    Pod first = pod("first");
    Pod told =
        TestCluster.object(
            Pod.class,
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: first}
            status:
              conditions: [{type: PodResizePending, status: "True", reason: Infeasible}]
              containerStatuses:
              - {name: main, allocatedResources: {cpu: "1"}, resources: {requests: {cpu: "1"}}}
            """);
    cluster.api.updateStatus(first.withStatus(told.status()));
    first = pod("first");
    cluster.api.resize(first.withSpec(asking(Map.of("cpu", "9000")).apply(first.spec())));
    createPod("second", asking(Map.of("cpu", "1")));
    cluster.time.runReady();

    assertThat(nodeOf("second")).isEqualTo("here");
  }

  @Test
  void aPodOfTheSystemWaitsWhereNobodyCouldLeaveForIt() {
    start();
    createNode("here", "True");
    UnaryOperator<PodSpec> critical =
        spec ->
            asking(Map.of("cpu", "2")).apply(spec).withPriorityClassName("system-node-critical");
    createPod("first", critical);
    cluster.time.runReady();
    createPod("second", critical);
    cluster.time.runReady();

    assertThat(refusalOf("second")).isEqualTo("0/1 nodes are available: 1 Insufficient cpu.");
  }

  @Test
  void whoToleratesANodeThatIsNotReadyGoesThere() {
    start();
    createNode("tired", "False");
    Toleration notReady =
        TolerationBuilder.builder().key("node.kubernetes.io/not-ready").operator("Exists").build();
    createPod("agent", spec -> spec.withTolerations(List.of(notReady)));
    cluster.time.runReady();

    assertThat(nodeOf("agent")).isEqualTo("tired");
  }

  @Test
  void aNodeMakesRoomItselfForPodsOfTheSystem() {
    start();
    createNode("here", "True");
    createPod("first", asking(Map.of("cpu", "2")));
    cluster.time.runReady();
    createPod(
        "critical",
        spec ->
            asking(Map.of("cpu", "2")).apply(spec).withPriorityClassName("system-node-critical"));
    cluster.time.runReady();

    assertThat(nodeOf("critical")).isEqualTo("here");
  }

  private static final UnaryOperator<PodSpec> WANTS_SSD_AND_A_PORT =
      any ->
          TestCluster.object(
                  Pod.class,
                  """
                  apiVersion: v1
                  kind: Pod
                  metadata: {name: a}
                  spec:
                    containers:
                    - {name: main, image: "web:1", ports: [{containerPort: 80, hostPort: 80}]}
                    affinity:
                      nodeAffinity:
                        requiredDuringSchedulingIgnoredDuringExecution:
                          nodeSelectorTerms:
                          - matchExpressions: [{key: disk, operator: In, values: [ssd]}]
                  """)
              .spec();

  private static UnaryOperator<PodSpec> asking(Map<String, String> requests) {
    Map<String, Quantity> amounts =
        requests.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> Quantity.parse(each.getValue())));
    return spec -> {
      Container only = spec.containers().get(0);
      ResourceRequirements resources =
          ResourceRequirementsBuilder.builder().requests(amounts).build();
      return spec.withContainers(List.of(only.withResources(resources)));
    };
  }

  private String refusalOf(String name) {
    return String.valueOf(pod(name).status().conditions().get(0).message());
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
            status:
              allocatable: {cpu: "2", memory: 1Gi, pods: "10"}
              conditions: [{type: Ready, status: "%s"}]
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
