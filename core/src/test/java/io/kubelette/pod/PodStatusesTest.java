package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.model.HostIP;
import io.kubelette.model.PodIP;
import io.kubelette.model.PodStatus;
import io.kubelette.pod.PodAction.PublishStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The status of a pod as a whole, and when it is written. */
final class PodStatusesTest {

  @Test
  void tellsTheAddressesOfNodeAndPod() {
    PodStatus status = Scene.converged().status();

    assertThat(status.hostIP()).isEqualTo("10.0.0.1");
    assertThat(status.hostIPs()).containsExactly(new HostIP("10.0.0.1"));
    assertThat(status.podIP()).isEqualTo("10.1.0.7");
    assertThat(status.podIPs()).containsExactly(new PodIP("10.1.0.7"));
  }

  @Test
  void takesBackTheAddressOfALostSandboxUnlessThePodEnds() {
    assertThat(Scene.converged().lostSandbox(0).status().podIP()).isNull();
    assertThat(Scene.converged().noSandbox().in("TERMINATED").status().podIP())
        .isEqualTo("10.1.0.7");
  }

  @Test
  void keepsTheTimeOfItsFirstSight() {
    Scene scene = Scene.converged();

    assertThat(scene.after(Duration.ofHours(1)).status().startTime()).isEqualTo(Scene.NOW);
  }

  @Test
  void keepsWhatOthersWrote() {
    Scene scene =
        Scene.nothing()
            .apiStatus(
                status ->
                    status.withQosClass("Burstable").withReason("Because").withMessage("of that"));

    PodStatus written =
        scene.plan().actions().stream()
            .filter(PublishStatus.class::isInstance)
            .map(action -> ((PublishStatus) action).status())
            .findFirst()
            .orElseThrow();

    assertThat(written.qosClass()).isEqualTo("Burstable");
    assertThat(written.reason()).isEqualTo("Because");
    assertThat(written.message()).isEqualTo("of that");
  }

  @Test
  void tellsTheGenerationThatItSaw() {
    Scene scene = Scene.converged().metadata(metadata -> metadata.withGeneration(7L));

    assertThat(scene.status().observedGeneration()).isEqualTo(7L);
    assertThat(scene.plan().actions()).containsExactly(new PublishStatus(scene.status()));
  }

  @Test
  void isWrittenWhenItChangesAndOnlyThen() {
    Scene scene = Scene.converged().exited("a", 0, 1);
    PodAction write = new PublishStatus(scene.status());
    assertThat(scene.plan().actions()).contains(write);

    scene.landed(Outcome.done(write));

    assertThat(scene.plan().actions()).noneMatch(PublishStatus.class::isInstance);
  }

  @Test
  void isWrittenAgainWhenItWasNotTaken() {
    Scene scene = Scene.converged().exited("a", 0, 1).crashed("a", 0, Duration.ofSeconds(300));
    PodAction write = new PublishStatus(scene.status());

    scene.landed(Outcome.failed(write, "", new RuntimeException("no answer")));
    PodPlan later = scene.plan();
    assertThat(later.actions()).isEmpty();
    assertThat(later.wakeAt()).isEqualTo(Scene.NOW.plusSeconds(10));

    scene.after(Duration.ofSeconds(10));
    assertThat(scene.plan().actions()).containsExactly(new PublishStatus(scene.status()));
  }

  @Test
  void isToldToNobodyWhenTheObjectIsGone() {
    Scene scene = Scene.converged().exited("a", 0, 1);

    scene.landed(Outcome.gone(new PublishStatus(scene.status())));

    assertThat(scene.plan().actions()).noneMatch(PublishStatus.class::isInstance);
    assertThat(scene.actions()).as("the pod itself goes on").isNotEmpty();
  }
}
