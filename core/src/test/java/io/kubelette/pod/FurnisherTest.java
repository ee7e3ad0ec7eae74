package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.loop.ManualTime;
import io.kubelette.model.EnvVar;
import io.kubelette.runtime.ContainerSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is looked up for a container that is about to start. */
final class FurnisherTest {

  private final RecordedRuntime runtime = new RecordedRuntime(ManualTime.at(Scene.NOW));
  private final Furnisher furnisher =
      new Furnisher(
          new PodTurn.Context(Scene.POD, Scene.NODE, Scene.CONFIG), runtime, Surroundings.none());

  private ContainerSpec furnished(Scene scene) {
    PodAction.StartContainer start = (PodAction.StartContainer) scene.actions().get(0);
    return furnisher.furnish(start.spec(), start.setting());
  }

  @Test
  @Row({"K13-02", "K05-17", "K05-18"})
  void commandAndArgumentsReferToTheEnvironment() {
    Scene scene = Scene.empty().pulled("a", 0);
    scene.change(
        "a",
        container ->
            container
                .withEnv(List.of(new EnvVar("WHO", "world", null)))
                .withCommand(List.of("greet", "$(WHO)"))
                .withArgs(List.of("$$(WHO)", "$(WHOM)"))
                .withWorkingDir("/srv"));

    ContainerSpec spec = furnished(scene);

    assertThat(spec.command()).containsExactly("greet", "world");
    assertThat(spec.args()).containsExactly("$(WHO)", "$(WHOM)");
    assertThat(spec.workingDir()).isEqualTo("/srv");
    assertThat(spec.env()).containsExactly(Map.entry("WHO", "world"));
  }

  @Test
  @Row("K13-10")
  void whatAPodDoesNotSayIsTheImagesOwn() {
    ContainerSpec spec = furnished(Scene.empty().pulled("a", 0));

    assertThat(spec.env()).isEmpty();
    assertThat(spec.command()).isEmpty();
    assertThat(spec.args()).isEmpty();
    assertThat(spec.mounts()).isEmpty();
  }
}
