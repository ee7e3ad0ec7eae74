package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.loop.ManualTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ActionExecutorTest {

  private static final ContainerRef CONTAINER = new ContainerRef(ContainerRole.APP, "a");

  private final ManualTime time = ManualTime.at(Instant.EPOCH);
  private final RecordedRuntime runtime = new RecordedRuntime(time);
  private final RecordedReports reports = new RecordedReports();
  private final ActionExecutor executor = new ActionExecutor(Scene.POD, runtime, reports, time);

  @Test
  void anImageThatCannotBeInspectedSaysSo() {
    runtime.script().down();

    Outcome outcome =
        executor.execute(
            new PodAction.PullImage(CONTAINER, 0, "app:1", PullPolicies.IF_NOT_PRESENT));

    assertThat(outcome.result()).isEqualTo(Outcome.Result.FAILED);
    assertThat(outcome.reason()).isEqualTo("ImageInspectError");
    assertThat(reports.events()).containsExactly("InspectFailed", "Failed");
  }
}
