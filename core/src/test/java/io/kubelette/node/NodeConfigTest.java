package io.kubelette.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kubelette.model.Quantity;
import io.kubelette.runtime.PressureThresholds;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NodeConfigTest {

  @Test
  void refusesWhatCannotBeANode() {
    NodeConfig config = NodeConfig.defaults("node1");

    assertThatIllegalArgumentException().isThrownBy(() -> config.withName(""));
    assertThatIllegalArgumentException().isThrownBy(() -> config.withMaxPods(0));
  }

  @Test
  void refusesATimingThatCannotWork() {
    NodeTiming timing = NodeTiming.defaults();

    assertThatIllegalArgumentException().isThrownBy(() -> timing.withObserve(Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> timing.withLeaseDuration(timing.renew()))
        .withMessageContaining("longer than renew (PT10S)");
  }

  @Test
  void refusesThresholdsThatMakeNoSense() {
    PressureThresholds thresholds = PressureThresholds.defaults();

    assertThatIllegalArgumentException().isThrownBy(() -> thresholds.withNodefsPercent(101));
    assertThatIllegalArgumentException().isThrownBy(() -> thresholds.withMemory(Quantity.of(-1)));
  }

  @Test
  void knowsTheVersionThatTheBuildGaveIt() {
    assertThat(LibraryVersion.read()).matches("v\\d+\\.\\d+\\.\\d+.*");
  }
}
