package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.conformance.Row;
import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import io.kubelette.model.PodStatusBuilder;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceRequirements;
import io.kubelette.pod.reference.Samples;
import io.kubelette.runtime.ContainerResources;
import io.kubelette.runtime.DnsSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What requests and limits mean to an engine. */
final class ContainerLimitsTest {

  private static final PodNode NODE =
      new PodNode(
          "owner",
          "node-1",
          "10.0.0.1",
          "fake",
          Map.of("memory", Quantity.parse("1000Mi")),
          Map.of(),
          new DnsSettings(List.of(), List.of(), List.of()),
          false);

  private static Container container(String requests, String limits) {
    return Samples.container()
        .withResources(new ResourceRequirements(amounts(limits), amounts(requests), List.of()));
  }

  private static Map<String, Quantity> amounts(String text) {
    Map<String, Quantity> amounts = new HashMap<>();
    for (String one : text.split(" ")) {
      if (!one.isEmpty()) {
        amounts.put(one.split("=")[0], Quantity.parse(one.split("=")[1]));
      }
    }
    return amounts;
  }

  private static Pod pod(String quality, Container... containers) {
    return Samples.pod(spec -> spec.withContainers(List.of(containers)))
        .withStatus(PodStatusBuilder.builder().qosClass(quality).build());
  }

  @ParameterizedTest(name = "requests {0}, limits {1}: {2} shares, {3} µs")
  @Row("K15-01")
  @CsvSource({
    "'', '', 2, 0",
    "cpu=1m, '', 2, 0",
    "cpu=100m, '', 102, 0",
    "cpu=1, '', 1024, 0",
    "cpu=1000, '', 262144, 0",
    "'', cpu=500m, 512, 50000",
    "cpu=250m, cpu=2, 256, 200000",
    "cpu=1m, cpu=1m, 2, 1000"
  })
  void sharesComeFromRequestsAndQuotasFromLimits(
      String requests, String limits, long shares, long quota) {
    Container container = container(requests, limits);

    var resources = of(container, pod("Burstable", container));

    assertThat(resources.cpuShares()).isEqualTo(shares);
    assertThat(resources.cpuQuota()).isEqualTo(quota);
  }

  @Test
  @Row("K15-02")
  void memoryIsLimitedByLimitsAlone() {
    Container requested = container("memory=64Mi", "");
    Container limited = container("memory=64Mi", "memory=128Mi");

    assertThat(of(requested, pod("Burstable", requested)).memoryBytes()).isZero();
    assertThat(of(limited, pod("Burstable", limited)).memoryBytes()).isEqualTo(128L << 20);
  }

  @ParameterizedTest(name = "{0} with {1}: {2}")
  @Row("K15-04")
  @CsvSource({
    "Guaranteed, memory=500Mi, -997",
    "BestEffort, '', 1000",
    "Burstable, '', 999",
    "Burstable, memory=1Mi, 999",
    "Burstable, memory=500Mi, 500",
    "Burstable, memory=1000Mi, 3",
    "Burstable, memory=5000Mi, 3"
  })
  void whoAskedForMoreMemoryIsKilledLater(String quality, String requests, int score) {
    Container container = container(requests, "");

    assertThat(of(container, pod(quality, container)).oomScoreAdj()).isEqualTo(score);
  }

  @Test
  @Row("K15-04")
  void aCriticalPodIsKilledLastAndASidecarNoSoonerThanWhatItServes() {
    Container app = container("memory=500Mi", "");
    Container sidecar = container("memory=100Mi", "").withRestartPolicy("Always");
    Pod critical = pod("BestEffort", app);
    Pod burstable = pod("Burstable", app);

    assertThat(ContainerLimits.oomScoreAdj(sidecar, burstable, 1000L << 20)).isEqualTo(500);
    assertThat(
            ContainerLimits.oomScoreAdj(
                app, critical.withSpec(critical.spec().withPriority(2_000_001_000)), 1000L << 20))
        .isEqualTo(-997);
  }

  private static ContainerResources of(Container container, Pod pod) {
    var ref = new ContainerRef(ContainerRole.APP, "main");
    return ContainerLimits.of(new DefinedContainer(ref, container, "Always"), pod, NODE);
  }

  @ParameterizedTest(name = "podPids {0}: {1}")
  @CsvSource({"-1, 0", "1, 1", "300, 300"})
  @Row("K00-17")
  void everyContainerMayHaveSoManyProcesses(long setting, long pids) {
    Scene scene = Scene.converged();
    PodTurn turn = scene.turn();
    PodTurn limited =
        new PodTurn(
            new PodTurn.Context(Scene.POD, Scene.NODE, Scene.CONFIG.withPodPids(setting)),
            turn.desire(),
            turn.observed(),
            turn.sight(),
            turn.memory(),
            turn.now());

    assertThat(
            ContainerSpecs.of(limited, scene.outlook("a").container(), "sandbox", 0)
                .resources()
                .pids())
        .isEqualTo(pids);
  }

  @Test
  @Row("K00-17")
  void thereIsNoLimitOfProcessesUnlessItIsSaid() {
    assertThat(PodManagerConfig.defaults().podPids()).isEqualTo(-1);
    assertThatThrownBy(() -> PodManagerConfig.defaults().withPodPids(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
