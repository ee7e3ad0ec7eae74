package io.kubelette.pod;

import static io.kubelette.pod.Expected.term;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.pod.PodAction.RemoveContainer;
import org.junit.jupiter.api.Test;

/** What somebody asks for a container, whatever its pod wants. */
class PodPlanRequestsTest {

  private static final String WHY = "Container a is ended on request";

  @Test
  void aContainerThatIsToEndIsAskedToAndOthersGoOn() {
    Scene scene = Scene.converged().remember(m -> m.withRequest("a-0", PodMemory.Request.END));

    assertThat(scene.actions()).containsExactly(term(scene, "a", 0, WHY));
  }

  @Test
  void aContainerThatWasEndedOnRequestRestartsByItsPolicy() {
    Scene scene =
        Scene.converged()
            .pulled("a", 1)
            .remember(m -> m.withRequest("a-0", PodMemory.Request.END))
            .exited("a", 0, 143);

    assertThat(scene.outlook("a").step()).isEqualTo(ContainerOutlook.Step.START);
  }

  @Test
  void aContainerThatIsToGoIsRemovedOnceItHasEnded() {
    Scene scene = Scene.converged().remember(m -> m.withRequest("a-0", PodMemory.Request.REMOVE));
    assertThat(scene.actions()).containsExactly(term(scene, "a", 0, WHY));

    scene.exited("a", 0, 143);
    assertThat(scene.actions()).contains(new RemoveContainer("a-0"));
  }

  @Test
  @Row({"K05-06", "K05-07"})
  void whatEndedAndWasRemovedCountsAsRestarted() {
    Scene scene = Scene.converged().exited("a", 0, 143).published();
    scene.gone("a-0").published();

    assertThat(scene.outlook("a").start()).extracting(ContainerOutlook.Start::attempt).isEqualTo(1);
    assertThat(scene.status().containerStatuses().get(0).lastState().terminated().exitCode())
        .isEqualTo(143);
  }

  @Test
  void aRequestIsForgottenWithItsContainer() {
    Scene scene = Scene.converged().remember(m -> m.withRequest("a-0", PodMemory.Request.REMOVE));

    scene.landed(Outcome.done(new RemoveContainer("a-0")));

    assertThat(scene.memory().requests()).isEmpty();
  }
}
