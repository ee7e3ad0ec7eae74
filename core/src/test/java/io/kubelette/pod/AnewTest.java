package io.kubelette.pod;

import static io.kubelette.pod.Expected.pull;
import static io.kubelette.pod.Expected.term;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.ContainerRestartRule;
import io.kubelette.model.ContainerRestartRuleOnExitCodes;
import io.kubelette.model.Lifecycle;
import io.kubelette.model.LifecycleHandlerBuilder;
import io.kubelette.model.PodCondition;
import io.kubelette.model.SleepAction;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One container asks by its exit code that all start anew. */
final class AnewTest {

  private static final String WHY = "Container %s is restarted with all containers of its pod";

  /** Container a may ask; the pod has an init container, which is done, and a sidecar. */
  private static Scene scene(String policy) {
    return Scene.empty()
        .policy(policy)
        .init("i")
        .sidecar("s")
        .change(
            "a",
            a ->
                a.withRestartPolicy("Never")
                    .withRestartPolicyRules(
                        List.of(
                            new ContainerRestartRule(
                                "RestartAllContainers",
                                new ContainerRestartRuleOnExitCodes("In", List.of(42))))))
        .exited("i", 0, 0, Scene.HOUR_AGO)
        .running("s", 0)
        .running("a", 0)
        .running("b", 0)
        .published();
  }

  private static String restarting(Scene scene) {
    return scene.status().conditions().stream()
        .filter(condition -> "AllContainersRestarting".equals(condition.type()))
        .map(PodCondition::status)
        .findFirst()
        .orElse("absent");
  }

  @Test
  @Row("K08-09")
  void allContainersEndAndTheInitContainersComeFirstAgain() {
    Scene scene = scene("Never").exited("a", 0, 42);
    assertThat(scene.actions())
        .containsExactly(
            term(scene, "s", 0, WHY.formatted("s")), term(scene, "b", 0, WHY.formatted("b")));
    assertThat(restarting(scene)).isEqualTo("True");
    assertThat(scene.status().phase()).isNotIn("Failed", "Succeeded");

    scene.exited("b", 0, 143);
    assertThat(scene.actions()).as("nothing starts while something runs").hasSize(1);
    scene.exited("s", 0, 143);
    assertThat(scene.actions()).containsExactly(pull(scene, "i", 1));
    assertThat(restarting(scene)).isEqualTo("False");

    scene.exited("i", 1, 0);
    assertThat(scene.actions()).contains(pull(scene, "s", 1));
    scene.running("s", 1);
    assertThat(scene.actions()).contains(pull(scene, "a", 1));
    scene.running("a", 1);
    assertThat(scene.actions()).contains(pull(scene, "b", 1));
    scene.running("b", 1);
    scene.plan();
    assertThat(scene.memory().anew()).isEqualTo(Anew.NONE);
    assertThat(scene.status().containerStatuses())
        .allMatch(status -> status.restartCount() == 1 && status.ready());
  }

  @Test
  @Row("K08-09")
  void anotherExitCodeRestartsNothing() {
    Scene scene = scene("Never").exited("a", 0, 41);
    assertThat(scene.actions()).isEmpty();
    assertThat(restarting(scene)).isEqualTo("False");
  }

  @Test
  @Row("K08-09")
  void whoAsksAgainAndAgainWaitsAndTheOthersDoNot() {
    Scene scene = scene("Always").crashed("a", 0, Duration.ofSeconds(10)).exited("a", 0, 42);
    scene.crashed("b", 0, Duration.ofSeconds(300)).exited("b", 0, 143).exited("s", 0, 143);
    scene.plan();

    assertThat(scene.outlook("a").step()).isEqualTo(ContainerOutlook.Step.HELD);
    assertThat(scene.outlook("b").step()).isEqualTo(ContainerOutlook.Step.START);
    assertThat(scene.outlook("i").step()).isEqualTo(ContainerOutlook.Step.START);
  }

  @Test
  @Row("K08-09")
  void noHookRunsBeforeTheEnd() {
    var sleep = LifecycleHandlerBuilder.builder().sleep(new SleepAction(5L)).build();
    Scene scene =
        scene("Never")
            .change("b", b -> b.withLifecycle(new Lifecycle(null, sleep, null)))
            .exited("a", 0, 42);
    assertThat(scene.actions()).contains(term(scene, "b", 0, WHY.formatted("b")));
  }

  @Test
  @Row("K08-09")
  void aPodWithoutSuchARuleDoesNotSpeakOfIt() {
    assertThat(restarting(Scene.converged())).isEqualTo("absent");
  }

  @Test
  void aPodThatIsDeletedStartsNothingAnew() {
    Scene scene = scene("Always").exited("a", 0, 42).deleted(30);
    scene.plan();
    assertThat(scene.memory().anew()).isEqualTo(Anew.NONE);
  }
}
