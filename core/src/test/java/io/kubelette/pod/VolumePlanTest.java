package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.ConfigMapVolumeSource;
import io.kubelette.model.DownwardAPIVolumeSource;
import io.kubelette.model.EmptyDirVolumeSource;
import io.kubelette.model.Pod;
import io.kubelette.model.VolumeBuilder;
import io.kubelette.pod.PodAction.PrepareVolumes;
import io.kubelette.pod.PodAction.RemoveFiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a plan asks for a pod's volumes. */
final class VolumePlanTest {

  private static final VolumeDemand ONCE = new VolumeDemand(Map.of(), Map.of(), 0);

  private static Scene withEmptyDir(Scene scene) {
    return scene.spec(
        spec ->
            spec.withVolumes(
                List.of(
                    VolumeBuilder.builder()
                        .name("v")
                        .emptyDir(new EmptyDirVolumeSource(null, null))
                        .build())));
  }

  private static Scene withConfigMap(Scene scene) {
    return scene.spec(
        spec ->
            spec.withVolumes(
                List.of(
                    VolumeBuilder.builder()
                        .name("v")
                        .configMap(new ConfigMapVolumeSource("x", List.of(), null, null))
                        .build())));
  }

  private static Scene prepared(Scene scene, VolumeDemand demand) {
    return scene.remember(memory -> memory.withVolumes(new VolumeWork(demand, null)));
  }

  /** What is to be done, but for what is told. */
  private static List<PodAction> actions(Scene scene) {
    return scene.plan().actions().stream()
        .filter(action -> !action.lane().equals(Lane.STATUS))
        .toList();
  }

  private static Pod pod(Scene scene) {
    return scene.turn().pod().orElseThrow();
  }

  @Test
  @Row({"K14-01", "K03-05"})
  void nothingStartsBeforeTheVolumesArePrepared() {
    Scene scene = withEmptyDir(Scene.nothing());

    assertThat(actions(scene)).containsExactly(new PrepareVolumes(pod(scene), ONCE));
    assertThat(actions(prepared(scene, ONCE)))
        .hasOnlyElementsOfType(PodAction.RunSandbox.class)
        .hasSize(1);
  }

  @Test
  @Row("K14-01")
  void aPodWithoutVolumesWaitsForNone() {
    assertThat(actions(Scene.nothing())).hasOnlyElementsOfType(PodAction.RunSandbox.class);
  }

  @Test
  @Row("K14-04")
  void aChangeOfAnObjectIsFollowedWhileThePodRuns() {
    Scene scene = prepared(withConfigMap(Scene.converged()), ONCE);
    assertThat(actions(scene)).isEmpty();

    scene.remember(memory -> memory.afterObjectChange(Scene.NOW));

    assertThat(actions(scene))
        .containsExactly(new PrepareVolumes(pod(scene), new VolumeDemand(Map.of(), Map.of(), 1)));
  }

  @Test
  @Row("K14-05")
  void aChangeOfALabelIsFollowedWhereAVolumeMayTellIt() {
    Scene live =
        Scene.converged()
            .spec(
                spec ->
                    spec.withVolumes(
                        List.of(
                            VolumeBuilder.builder()
                                .name("v")
                                .downwardAPI(new DownwardAPIVolumeSource(List.of(), null))
                                .build())));
    prepared(live, ONCE).metadata(m -> m.withLabels(Map.of("a", "b")));
    Scene still = prepared(withEmptyDir(Scene.converged()), ONCE);
    still.metadata(m -> m.withLabels(Map.of("a", "b")));

    assertThat(actions(live)).hasOnlyElementsOfType(PrepareVolumes.class).hasSize(1);
    assertThat(actions(still)).isEmpty();
  }

  @Test
  @Row("K14-01")
  void aFailureIsRetriedWithBackOffAndAtOnceWhenSomethingChanged() {
    Scene scene = withConfigMap(Scene.nothing());
    PrepareVolumes action = new PrepareVolumes(pod(scene), ONCE);
    Outcome failed = new Outcome(action, Outcome.Result.FAILED, "v", "not found");
    scene.remember(memory -> Landings.land(memory, failed, Scene.NOW, Scene.CONFIG));

    assertThat(actions(scene)).isEmpty();
    assertThat(scene.plan().wakeAt()).isEqualTo(Scene.NOW.plusMillis(500));
    scene.remember(memory -> Landings.land(memory, failed, Scene.NOW, Scene.CONFIG));
    assertThat(scene.plan().wakeAt()).isEqualTo(Scene.NOW.plusSeconds(1));

    scene.remember(memory -> memory.afterObjectChange(Scene.NOW));
    assertThat(actions(scene)).hasOnlyElementsOfType(PrepareVolumes.class).hasSize(1);
  }

  @Test
  @Row({"K14-01", "K00-25"})
  void aPodThatWaitsLongSaysSo() {
    Scene scene = withConfigMap(Scene.nothing());
    var since = Scene.NOW.minus(Duration.ofSeconds(123));
    var failure =
        new VolumeWork.Failure(
            ONCE, "v", Duration.ofSeconds(122), Scene.NOW.plusSeconds(100), since);
    scene.remember(memory -> memory.withVolumes(new VolumeWork(null, failure)));

    PodPlan plan = scene.plan();

    assertThat(plan.notices())
        .containsExactly(
            PodNotice.warning(
                "FailedMount",
                "Unable to attach or mount volumes: unmounted volumes=[v], unattached volumes=[],"
                    + " failed to process volumes=[]: timed out waiting for the condition",
                null));
    scene.remember(memory -> plan.memory());
    assertThat(scene.plan().notices()).isEmpty();
  }

  @Test
  @Row("K14-12")
  void volumesGoWithTheEndAndTheRestWithThePod() {
    Scene ended =
        withEmptyDir(Scene.empty().policy("Never").noSandbox())
            .ended("a", 0, 0)
            .ended("b", 0, 0)
            .remember(
                memory ->
                    memory.withFiles(PodMemory.Files.ALL).withLifecycle(PodLifecycle.TERMINATED));
    assertThat(actions(ended)).contains(new RemoveFiles(PodMemory.Files.NO_VOLUMES));

    Scene gone = ended.gone("a-0").gone("b-0").released();
    assertThat(actions(gone)).containsExactly(new RemoveFiles(PodMemory.Files.NONE));
    gone.remember(memory -> memory.withFiles(PodMemory.Files.NONE));
    assertThat(PodPlan.isFinished(gone.turn())).isTrue();
  }
}
