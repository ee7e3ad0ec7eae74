package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.Pod;
import io.kubelette.model.Quantity;
import io.kubelette.runtime.Pressure;
import io.kubelette.runtime.Shortage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who leaves a node that is short of something, and what it is told. */
@Row("K18-04")
final class EvictionPlanTest {

  private static final Shortage MEMORY =
      new Shortage(Pressure.MEMORY, Quantity.parse("100Mi"), Quantity.parse("50Mi"));
  private static final Shortage PIDS = new Shortage(Pressure.PID, Quantity.of(100), Quantity.of(7));
  private static final long MIB = 1 << 20;

  private static PodUsage memory(long mebibytes) {
    return new PodUsage(Map.of("x", mebibytes * MIB), 0, mebibytes);
  }

  private static Pod priority(Pod pod, int priority) {
    return pod.withSpec(pod.spec().withPriority(priority));
  }

  private static String victim(Shortage shortage, Map<String, PodUsage> usage, Pod... pods) {
    return new EvictionPlan(List.of(pods), usage)
        .against(shortage, Duration.ZERO)
        .map(eviction -> String.valueOf(eviction.pod().metadata().uid()))
        .orElse("");
  }

  @Test
  void whoUsesMoreThanItAskedForLeavesFirst() {
    Pod modest = priority(NodeFitTest.asking("modest", "memory: 500Mi"), 0);
    Pod greedy = priority(NodeFitTest.asking("greedy", "memory: 10Mi"), 1000);
    assertThat(victim(MEMORY, Map.of("modest", memory(400), "greedy", memory(11)), modest, greedy))
        .isEqualTo("greedy");
  }

  @Test
  void amongThoseTheLowerPriorityLeavesAndThenTheLargerExcess() {
    Pod low = priority(NodeFitTest.asking("low", "memory: 10Mi"), 1);
    Pod high = priority(NodeFitTest.asking("high", "memory: 10Mi"), 2);
    Pod lowToo = priority(NodeFitTest.asking("low-too", "memory: 100Mi"), 1);
    Map<String, PodUsage> usage =
        Map.of("low", memory(20), "high", memory(900), "low-too", memory(109));
    assertThat(victim(MEMORY, usage, high, lowToo, low)).isEqualTo("low");
    assertThat(victim(MEMORY, usage, high)).isEqualTo("high");
  }

  @Test
  @Row("K01-09")
  void criticalPodsNeverLeave() {
    Pod critical = priority(NodeFitTest.asking("critical", "memory: 1"), 2_000_000_000);
    Pod pod = NodeFitTest.asking("static", "memory: 1");
    Pod manifest =
        pod.withMetadata(pod.metadata().withAnnotations(Map.of(StaticPods.SOURCE, "file")));
    assertThat(
            victim(
                MEMORY, Map.of("critical", memory(900), "static", memory(900)), critical, manifest))
        .isEmpty();
  }

  @Test
  void ofProcessesNobodyAsksForAny() {
    Pod low = priority(NodeFitTest.asking("low", "memory: 1Gi"), 1);
    Pod high = priority(NodeFitTest.asking("high", "memory: 1"), 2);
    assertThat(victim(PIDS, Map.of("low", memory(3), "high", memory(900)), high, low))
        .isEqualTo("low");
  }

  @Test
  void saysWhatTheKubeletSays() {
    Pod pod = NodeFitTest.asking("web", "memory: 10Mi");
    Ending ending =
        new EvictionPlan(List.of(pod), Map.of("web", memory(30)))
            .against(MEMORY, Duration.ZERO)
            .orElseThrow()
            .ending();
    assertThat(ending.reason()).isEqualTo("Evicted");
    assertThat(ending.message())
        .isEqualTo(
            "The node was low on resource: memory. Threshold quantity: 100Mi, available: 50Mi."
                + " Container x was using 30Mi, request is 10Mi, has larger consumption of"
                + " memory. ");
    assertThat(ending.grace()).isEqualTo(Duration.ofSeconds(1));
    assertThat(ending.kind()).isEqualTo(Ending.Kind.DISRUPTION);
  }

  @Test
  void whereThereIsNoHurryAPodGetsWhatItAsksForUpToALimit() {
    Shortage soft =
        new Shortage(
            Pressure.MEMORY,
            Quantity.parse("200Mi"),
            Quantity.parse("150Mi"),
            Shortage.Urgency.SOFT);
    Pod pod = NodeFitTest.asking("web", "memory: 10Mi");
    Pod quick = pod.withSpec(pod.spec().withTerminationGracePeriodSeconds(3L));
    Pod slow = pod.withSpec(pod.spec().withTerminationGracePeriodSeconds(60L));

    assertThat(grace(soft, Duration.ofSeconds(20), quick)).isEqualTo(Duration.ofSeconds(3));
    assertThat(grace(soft, Duration.ofSeconds(20), slow)).isEqualTo(Duration.ofSeconds(20));
    assertThat(grace(soft, Duration.ZERO, slow)).isEqualTo(Duration.ofSeconds(1));
    assertThat(grace(MEMORY, Duration.ofSeconds(20), slow)).isEqualTo(Duration.ofSeconds(1));
  }

  private static Duration grace(Shortage shortage, Duration limit, Pod pod) {
    return new EvictionPlan(List.of(pod), Map.of())
        .against(shortage, limit)
        .orElseThrow()
        .ending()
        .grace();
  }

  @Test
  @Row("K14-02")
  void aPodWhoseVolumeHoldsTooMuchLeaves() {
    Pod pod =
        NodeFitTest.pod(
            "web",
            """
            volumes:
              - {name: v, emptyDir: {sizeLimit: 1Mi}}
              - {name: m, emptyDir: {sizeLimit: 1Mi, medium: Memory}}
              - {name: free, emptyDir: {}}
            """);
    EvictionPlan plan = new EvictionPlan(List.of(pod), Map.of());
    assertThat(plan.overfull(Map.of("web", Map.of("v", MIB, "m", 2 * MIB, "free", 9 * MIB))))
        .isEmpty();
    assertThat(plan.overfull(Map.of("web", Map.of("v", MIB + 1))))
        .singleElement()
        .extracting(eviction -> eviction.ending().message())
        .isEqualTo("Usage of EmptyDir volume \"v\" exceeds the limit \"1Mi\". ");
  }
}
