package io.kubelette.pod;

import static io.kubelette.pod.Expected.pull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.ContainerStateWaiting;
import io.kubelette.model.ContainerStatus;
import io.kubelette.pod.PodAction.PublishStatus;
import io.kubelette.pod.PodAction.PullImage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How images are asked for, and what happens when they do not come. */
final class PodPlanPullTest {

  @ParameterizedTest
  @ValueSource(strings = {"Always", "IfNotPresent", "Never"})
  void asksForEachAttemptAsThePolicySays(String policy) {
    Scene scene = Scene.converged().pullPolicy("a", policy).ended("a", 4, 1);

    assertThat(scene.actions())
        .containsExactly(
            new PullImage(
                new ContainerRef(ContainerRole.APP, "a"), 5, "img-a:1", policy, List.of()));
  }

  @Test
  @Row("K12-08")
  void whatIsNotThereWaitsInLineAndIsLookedForAnewAfterAFailure() {
    Scene scene = Scene.empty();
    PullImage look = pull(scene, "a", 0);
    assertThat(scene.actions()).containsExactly(look);

    scene.landed(new Outcome(look, Outcome.Result.DONE, PullImage.ABSENT, ""));
    assertThat(scene.actions()).containsExactly(look.fetching());

    scene.landed(new Outcome(look.fetching(), Outcome.Result.FAILED, "ErrImagePull", "no"));
    scene.after(Duration.ofSeconds(10));
    assertThat(scene.actions()).containsExactly(look);
  }

  @Test
  @Row({"K12-06", "K12-07"})
  void tellsTheErrorAndThenTheBackOff() {
    Scene scene = Scene.empty();
    fail(scene, "ErrImagePull", "no route");

    assertThat(waiting(scene)).isEqualTo(new ContainerStateWaiting("ErrImagePull", "no route"));

    publish(scene);

    var backOff =
        new ContainerStateWaiting(
            "ImagePullBackOff", "Back-off pulling image \"img-a:1\": ErrImagePull: no route");
    assertThat(waiting(scene)).isEqualTo(backOff);

    publish(scene);
    scene.after(Duration.ofSeconds(10));

    assertThat(waiting(scene)).as("while it is pulled again").isEqualTo(backOff);

    fail(scene, "ErrImagePull", "denied");

    assertThat(waiting(scene)).isEqualTo(new ContainerStateWaiting("ErrImagePull", "denied"));
  }

  @Test
  void anErrorThatNoStatusHasToldYetIsNotOverwritten() {
    Scene scene = Scene.empty();
    PodAction writtenBefore = new PublishStatus(scene.status());
    fail(scene, "ErrImagePull", "no route");

    scene.landed(Outcome.done(writtenBefore));

    assertThat(waiting(scene).reason()).isEqualTo("ErrImagePull");
  }

  @Test
  @Row("K00-02")
  void pullsAgainAfterDoublingDelays() {
    Scene scene = Scene.empty().running("b", 0);
    for (long wait : new long[] {10, 20, 40, 80, 160, 300, 300}) {
      fail(scene, "ErrImagePull", "no route");
      assertThat(scene.plan().wakeAt()).isEqualTo(scene.now().plusSeconds(wait));

      scene.after(Duration.ofSeconds(wait).minusMillis(1));
      assertThat(scene.actions()).isEmpty();

      scene.after(Duration.ofMillis(1));
      assertThat(scene.actions()).containsExactly(pull(scene, "a", 0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ErrImageNeverPull", "InvalidImageName"})
  void looksAgainAtAnEvenPaceWhereNoRegistryWasAsked(String reason) {
    Scene scene = Scene.empty().running("b", 0);
    for (int i = 0; i < 3; i++) {
      fail(scene, reason, "not so");
      publish(scene);

      assertThat(waiting(scene)).isEqualTo(new ContainerStateWaiting(reason, "not so"));
      assertThat(scene.plan().wakeAt()).isEqualTo(scene.now().plusSeconds(10));

      scene.after(Duration.ofSeconds(10));
      assertThat(scene.actions()).containsExactly(pull(scene, "a", 0));
    }
  }

  @Test
  void startsAfreshOnceTheImageCame() {
    Scene scene = Scene.empty();
    fail(scene, "ErrImagePull", "no route");
    scene.after(Duration.ofSeconds(10));

    scene.landed(Outcome.done(pull(scene, "a", 0)));

    assertThat(scene.memory().pulls()).isEmpty();
    assertThat(scene.actions()).containsExactly(Expected.start(scene, "a", 0));
  }

  @Test
  @Row("K12-11")
  void anotherImageIsPulledAtOnce() {
    Scene scene = Scene.empty();
    fail(scene, "ErrImagePull", "no route");

    scene.image("a", "img-a:2");

    assertThat(scene.actions()).containsExactly(pull(scene, "a", 0));
  }

  @Test
  void aContainerWithoutItsImageDoesNotHoldTheNextUp() {
    Scene scene = Scene.empty();
    fail(scene, "ErrImagePull", "no route");

    assertThat(scene.actions()).containsExactly(pull(scene, "b", 0));
  }

  @Test
  void anInitContainerWithoutItsImageHoldsAllUp() {
    Scene scene = Scene.empty().init("i");
    scene.landed(failed(pull(scene, "i", 0), "ErrImagePull", "no route"));

    assertThat(scene.actions()).isEmpty();
  }

  @Test
  void saysOnceForEachFailureThatItBacksOff() {
    Scene scene = Scene.empty();
    fail(scene, "ErrImagePull", "no route");
    ContainerRef ref = new ContainerRef(ContainerRole.APP, "a");
    assertThat(scene.plan().notices()).as("the error itself was told when it came").isEmpty();

    publish(scene);

    assertThat(scene.plan().notices())
        .containsExactly(
            PodNotice.normal("BackOff", "Back-off pulling image \"img-a:1\"", ref),
            PodNotice.warning("Failed", "Error: ImagePullBackOff", ref));
    assertThat(scene.plan().notices()).isEmpty();
  }

  @Test
  void aPullThatWasCalledBackTeachesNothing() {
    Scene scene = Scene.empty();
    PodMemory before = scene.memory();

    scene.landed(
        Outcome.failed(
            pull(scene, "a", 0), "ErrImagePull", new java.util.concurrent.CancellationException()));

    assertThat(scene.memory()).isEqualTo(before);
  }

  private static void fail(Scene scene, String reason, String message) {
    scene.landed(failed(pull(scene, "a", 0), reason, message));
  }

  private static Outcome failed(PodAction action, String reason, String message) {
    return new Outcome(action, Outcome.Result.FAILED, reason, message);
  }

  private static void publish(Scene scene) {
    scene.landed(Outcome.done(new PublishStatus(scene.status())));
  }

  private static ContainerStateWaiting waiting(Scene scene) {
    return scene.status().containerStatuses().stream()
        .filter(status -> "a".equals(status.name()))
        .map(ContainerStatus::state)
        .flatMap(state -> Optional.ofNullable(state).stream())
        .flatMap(state -> Optional.ofNullable(state.waiting()).stream())
        .findFirst()
        .orElseThrow();
  }
}
