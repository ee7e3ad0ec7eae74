package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.Pod;
import io.kubelette.model.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who leaves for a critical pod. */
final class PreemptionTest {

  private static final Pod CRITICAL = NodeFitTest.pod("critical", "priority: 2000000000");

  private static Pod of(String qos, String uid, String requests) {
    Pod pod = NodeFitTest.asking(uid, requests);
    return pod.withStatus(pod.status().withQosClass(qos));
  }

  private static List<String> victims(String cpu, Pod... active) {
    Map<String, Quantity> missing = Map.of("cpu", Quantity.parse(cpu));
    return Preemption.victims(CRITICAL, List.of(active), missing).stream()
        .map(pod -> pod.metadata().uid())
        .toList();
  }

  @Test
  @Row("K02-03")
  void theFewestAndTheNearestLeave() {
    Pod small = of("Burstable", "small", "cpu: 100m");
    Pod fitting = of("Burstable", "fitting", "cpu: 500m");
    Pod large = of("Burstable", "large", "cpu: \"1\"");
    assertThat(victims("400m", small, large, fitting)).containsExactly("fitting");
    assertThat(victims("600m", small, fitting)).containsExactlyInAnyOrder("small", "fitting");
  }

  @Test
  void guaranteedPodsLeaveForWhatOthersCannotGive() {
    Pod guaranteed = of("Guaranteed", "guaranteed", "cpu: \"1\"");
    Pod burstable = of("Burstable", "burstable", "cpu: 500m");
    assertThat(victims("400m", guaranteed, burstable)).containsExactly("burstable");
    assertThat(victims("600m", guaranteed, burstable)).containsExactly("guaranteed");
  }

  @Test
  void nobodyLeavesInVain() {
    assertThat(victims("600m", of("Burstable", "burstable", "cpu: 500m"))).isEmpty();
  }

  @Test
  @Row("K02-03")
  void whoMakesNoRoomInVainSaysWhatIsStillMissing() {
    Map<String, Quantity> missing = new LinkedHashMap<>();
    missing.put("cpu", Quantity.parse("600m"));
    missing.put("memory", Quantity.parse("1Ki"));

    assertThat(Preemption.failure(CRITICAL, List.of(of("Burstable", "b", "cpu: 500m")), missing))
        .isEqualTo(
            new Rejection(
                "UnexpectedAdmissionError",
                "Unexpected error while attempting to recover from admission failure: preemption:"
                    + " error finding a set of pods to preempt: no set of running pods found to"
                    + " reclaim resources: [(res: cpu, q: 100), (res: memory, q: 1024), ]"));
  }

  @Test
  void criticalPodsDoNotLeave() {
    Pod other = of("Burstable", "other", "cpu: \"1\"");
    assertThat(victims("1", other.withSpec(other.spec().withPriority(2_000_000_001)))).isEmpty();
  }
}
