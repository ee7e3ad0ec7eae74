package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.Kubelette;
import io.kubelette.OnClose;
import io.kubelette.api.ApiException;
import io.kubelette.api.CommandResult;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.PodLogQuery;
import io.kubelette.api.Pods;
import io.kubelette.api.Query;
import io.kubelette.conformance.Row;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.Event;
import io.kubelette.model.Pod;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceType;
import io.kubelette.runtime.ContainerResources;
import io.kubelette.runtime.ContainerStats;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.PodStats;
import io.kubelette.runtime.StopSignal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a node does on every runtime. */
abstract class NodeContract extends NodeFixture {

  /** An image in which {@code sh -c 'echo hello; sleep 100000'} does that. */
  abstract String talker();

  @Test
  void closeRemovesThePods() {
    try (Kubelette node = node(owner).start()) {
      apply(node, Manifest.pod("one", image()));
      assertThat(containersOf(owner)).hasSize(1);
    }
    assertThat(observer.observe(owner)).isEmpty();
  }

  @Test
  void keepLeavesThePodsToTheNextStartWhichAdoptsThem() {
    List<String> before;
    try (Kubelette node = node(owner).root(root).onClose(OnClose.KEEP).start()) {
      apply(node, Manifest.pod("one", image()));
      before = containersOf(owner);
    }
    assertThat(containersOf(owner)).isEqualTo(before).hasSize(1);
    try (Kubelette node = node(owner).root(root).start()) {
      apply(node, Manifest.pod("one", image()));
      assertThat(containersOf(owner)).isEqualTo(before);
      assertThat(get(node, "one").status().containerStatuses().get(0).restartCount()).isZero();
    }
    assertThat(observer.observe(owner)).isEmpty();
  }

  @Test
  void whatNobodyAppliesAgainIsTakenDownByTheNextStart() {
    try (Kubelette node = node(owner).root(root).onClose(OnClose.KEEP).start()) {
      apply(node, Manifest.pod("one", image()));
    }
    Duration soon = Duration.ofMillis(100);
    try (Kubelette node = node(owner).root(root).adoptionWindow(soon).start()) {
      apply(node, Manifest.pod("two", image()));
      Expect.that("the orphan is gone", () -> observer.observe(owner).size() == 1);
      assertThat(observer.observe(owner).get(0).pod().name()).isEqualTo("two");
    }
  }

  @Test
  @Row("K17-05")
  void aCommandRunsInAContainerAndTellsHowItEnded() {
    try (Kubelette node = node(owner).start()) {
      apply(node, Manifest.pod("one", image()));
      assertThat(node.pods().run(ONE, "main", List.of("echo", "hello")))
          .isEqualTo(new CommandResult(0, "hello\n", ""));
      assertThat(node.pods().run(ONE, null, List.of("false")).exitCode()).isEqualTo(1);
      assertThatThrownBy(() -> node.pods().run(ONE, "nope", List.of("true")))
          .isInstanceOf(ApiException.class)
          .hasMessage("container nope is not valid for pod one");
    }
  }

  @Test
  @Row("K17-04")
  void whatAContainerWritesIsItsLogAlsoThatOfTheOneBefore() {
    try (Kubelette node = node(owner).start()) {
      apply(node, Manifest.pod("one", talker(), "sh, -c, 'echo hello; sleep 100000'"));
      Expect.that("it has spoken", () -> node.pods().logs(ONE, "main").equals("hello\n"));
      assertThatThrownBy(() -> node.pods().logs(previous(), Outputs.discarded()))
          .hasMessage("previous terminated container \"main\" in pod \"one\" not found");

      node.pods().endContainer(ONE, "main");
      Expect.that("it runs again", () -> restarts(node) == 1);
      var before = new ByteArrayOutputStream();
      node.pods().logs(previous(), Outputs.merged(before));
      assertThat(before.toString(StandardCharsets.UTF_8)).isEqualTo("hello\n");
    }
  }

  private static PodLogQuery previous() {
    return PodLogQuery.of(ONE, "main").withAttempt(PodLogQuery.Attempt.PREVIOUS);
  }

  @Test
  @Row({"K09-04", "K09-05", "K09-07"})
  void aContainerWhoseCommandSaysThatItFailsIsRestarted() {
    String probe =
        "      livenessProbe: {exec: {command: ['false']}, periodSeconds: 1, failureThreshold: 2}\n";
    try (Kubelette node = node(owner).start()) {
      node.apply(Manifest.pod("one", image()) + probe);
      Expect.that("it was restarted", () -> restarts(node) >= 1);
      assertThat(node.api().list(Query.of(ResourceType.EVENT)).items())
          .anyMatch(event -> "Unhealthy".equals(event.reason()))
          .anyMatch(event -> event.message().contains("failed liveness probe, will be restarted"));
    }
  }

  @Test
  void containersThatAreRemovedOnRequestAreMadeAnew() {
    try (Kubelette node = node(owner).start()) {
      apply(node, Manifest.pod("one", image()));
      List<String> before = containersOf(owner);

      node.pods().removeContainers(ONE);
      Expect.that(
          "another container runs alone",
          () -> containersOf(owner).size() == 1 && !containersOf(owner).equals(before));
      Expect.that("the pod shows it", () -> restarts(node) >= 1);
    }
  }

  @Test
  @Row({"K15-11", "K08-07", "K08-08"})
  void aContainerGetsOtherAmountsWhileItRuns() {
    String resources = "      resources: {limits: {cpu: 200m, memory: 64Mi}}\n";
    try (Kubelette node = node(owner).start()) {
      apply(node, Manifest.pod("one", image()) + resources);
      List<String> before = containersOf(owner);

      Pod now = get(node, "one");
      node.api().resize(with(now, Map.of("cpu", "300m", "memory", "96Mi")));
      Expect.that("it has them", () -> amounts().equals(List.of(30_000L, 96L << 20)));
      Expect.that(
          "the status tells it",
          () ->
              status(node).resources().limits().get("memory").equals(Quantity.parse("96Mi"))
                  && !Pods.hasCondition(get(node, "one"), "PodResizeInProgress"));
      assertThat(containersOf(owner)).isEqualTo(before);
      assertThat(status(node).restartCount()).isZero();

      node.api().resize(with(get(node, "one"), Map.of("cpu", "9000", "memory", "96Mi")));
      Expect.that("it is too much", () -> Pods.hasCondition(get(node, "one"), "PodResizePending"));
      assertThat(amounts()).isEqualTo(List.of(30_000L, 96L << 20));
    }
  }

  private static Pod with(Pod pod, Map<String, String> limits) {
    Map<String, Quantity> amounts = new HashMap<>();
    limits.forEach((name, amount) -> amounts.put(name, Quantity.parse(amount)));
    return pod.withSpec(
        pod.spec()
            .withContainers(
                pod.spec().containers().stream()
                    .map(
                        each ->
                            each.withResources(
                                each.resources().withLimits(amounts).withRequests(amounts)))
                    .toList()));
  }

  private static ContainerStatus status(Kubelette node) {
    return get(node, "one").status().containerStatuses().get(0);
  }

  /** The quota and the limit of memory of the one container. */
  private List<Long> amounts() {
    ContainerResources has = observer.observe(owner).get(0).containers().get(0).resources();
    return List.of(has.cpuQuota(), has.memoryBytes());
  }

  @Test
  void whatAPodUsesIsTold() {
    try (Kubelette node = node(owner).start()) {
      apply(node, Manifest.pod("one", image()));
      PodStats stats = node.pods().stats(ONE);
      assertThat(stats.pod().name()).isEqualTo("one");
      assertThat(stats.containers()).extracting(ContainerStats::name).containsExactly("main");
    }
  }

  /** How often it was restarted, once it is ready again; -1 before. */
  private static int restarts(Kubelette node) {
    ContainerStatus status = get(node, "one").status().containerStatuses().get(0);
    return status.ready() ? status.restartCount() : -1;
  }

  @Test
  void aContainerKilledFromOutsideComesBack() {
    try (Kubelette node = node(owner).start()) {
      apply(node, Manifest.pod("one", image()));
      observer.signal(containersOf(owner).get(0), StopSignal.KILL);
      Expect.that(
          "the container runs again",
          () -> {
            var status = get(node, "one").status().containerStatuses().get(0);
            return status.restartCount() == 1 && status.ready();
          });
      var last = get(node, "one").status().containerStatuses().get(0).lastState().terminated();
      assertThat(last.exitCode()).isEqualTo(137);
      assertThat(last.reason()).isEqualTo("Error");
    }
  }

  @Test
  void aDeletedPodEndsInItsGraceAndVanishes() {
    try (Kubelette node = node(owner).start()) {
      apply(node, Manifest.pod("one", image()));
      node.api().delete(ResourceType.POD, "default", "one", DeleteOptions.defaults());
      node.await(Pods.gone("default", ""), PATIENCE);
      Expect.that("nothing is left in the engine", () -> observer.observe(owner).isEmpty());
      assertThat(node.api().list(Query.of(ResourceType.EVENT)).items())
          .extracting(Event::reason)
          .contains("Scheduled", "Pulled", "Created", "Started", "Killing");
    }
  }

  @Test
  void awaitSaysWhatIsMissingAndWhy() {
    try (Kubelette node = node(owner).start()) {
      node.apply(
          Manifest.pod("one", image())
              .replace("command:", "imagePullPolicy: Never\n      command:")
              .replace(image(), "registry.invalid/nothing:1"));
      assertThatThrownBy(() -> node.await(Pods.ready("default", ""), Duration.ofSeconds(2)))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("default/one")
          .hasMessageContaining("main")
          .hasMessageContaining("ErrImageNeverPull");
    }
  }

  @Test
  void twoNodesOnOneEngineLeaveEachOtherAlone() {
    String other = owner + "-other";
    try (Kubelette first = node(owner).start()) {
      apply(first, Manifest.pod("one", image()));
      List<String> before = containersOf(owner);
      try (Kubelette second = node(other).start()) {
        apply(second, Manifest.pod("one", image()));
        assertThat(containersOf(other)).hasSize(1).doesNotContainAnyElementsOf(before);
      }
      assertThat(observer.observe(other)).isEmpty();
      assertThat(containersOf(owner)).isEqualTo(before);
      assertThat(Pods.isReady(get(first, "one"))).isTrue();
    }
  }

  @Test
  void theThreadsEndWithTheNode() {
    List<String> before = Expect.threads();
    try (Kubelette node = node(owner).start()) {
      apply(node, Manifest.pod("one", image()));
      assertThat(Expect.threads()).hasSizeGreaterThan(before.size());
    }
    Expect.that("its threads are gone", () -> Expect.threads().size() <= before.size());
  }
}
