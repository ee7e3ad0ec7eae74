package io.kubelette.pod;

import static io.kubelette.pod.Expected.pull;
import static io.kubelette.pod.Expected.remove;
import static io.kubelette.pod.Expected.removeSandbox;
import static io.kubelette.pod.Expected.runFirstSandbox;
import static io.kubelette.pod.Expected.runSandbox;
import static io.kubelette.pod.Expected.start;
import static io.kubelette.pod.Expected.startCreated;
import static io.kubelette.pod.Expected.term;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.EnvVar;
import io.kubelette.model.EnvVarSourceBuilder;
import io.kubelette.model.ObjectFieldSelector;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a pod that is to run needs next: a pod on which all is well, and one change a row. */
final class PodPlanTest {

  private static final String SANDBOX_CHANGED =
      "Pod sandbox changed, it will be killed and re-created.";

  /** One change to the converged pod, and what the plan then asks for on the life-cycle lane. */
  record Case(
      String change, UnaryOperator<Scene> apply, Function<Scene, List<PodAction>> expected) {

    static Case of(String change, UnaryOperator<Scene> apply, PodAction... expected) {
      return new Case(change, apply, scene -> List.of(expected));
    }

    @Override
    public String toString() {
      return change;
    }
  }

  @Test
  void doesNothingWhenAllIsWell() {
    PodTurn turn = Scene.converged().turn();

    PodPlan plan = PodPlan.plan(turn);

    assertThat(plan).isEqualTo(new PodPlan(List.of(), List.of(), turn.memory(), null));
    assertThat(PodPlan.plan(turn.with(plan.memory()))).isEqualTo(plan);
  }

  @Row({"K03-06", "K04-03", "K05-04", "K05-14", "K06-01", "K06-02", "K06-03", "K06-06", "K18-08"})
  @ParameterizedTest(name = "{0}")
  @MethodSource({"sandboxes", "starts", "exits", "strays", "inits", "sidecars"})
  void asksForWhatIsMissing(Case row) {
    Scene scene = row.apply().apply(Scene.converged());
    List<PodAction> expected = row.expected().apply(scene);

    assertThat(scene.actions()).isEqualTo(expected);
  }

  static Stream<Case> sandboxes() {
    return Stream.of(
        new Case("nothing exists", s -> Scene.nothing(), s -> List.of(runFirstSandbox(s, "a"))),
        new Case(
            "nothing exists, and an init container comes first",
            s -> Scene.nothing().init("i"),
            s -> List.of(runFirstSandbox(s, "i"))),
        Case.of(
            "nothing exists, and a registry must be asked",
            s -> Scene.nothing().pullPolicy("a", "Always"),
            runSandbox(0)),
        Case.of(
            "nothing exists, and the first container is told its pod's address",
            s -> Scene.nothing().change("a", c -> c.withEnv(List.of(podAddress()))),
            runSandbox(0)),
        Case.of("nothing exists, not even the image", s -> lackingItsImage(), runSandbox(0)),
        Case.of(
            "the sandbox vanished, and its containers with it",
            s -> s.noSandbox().gone("a-0").gone("b-0"),
            runSandbox(0)),
        new Case(
            "the sandbox is lost: first its containers end",
            s -> s.lostSandbox(0),
            s -> List.of(term(s, "a", 0, SANDBOX_CHANGED), term(s, "b", 0, SANDBOX_CHANGED))),
        new Case(
            "the sandbox vanished and a container runs on",
            s -> s.noSandbox().exited("b", 0, 137),
            s -> List.of(term(s, "a", 0, SANDBOX_CHANGED))),
        Case.of(
            "the sandbox is lost, and its containers have ended",
            s -> s.lostSandbox(0).exited("a", 0, 143).exited("b", 0, 143),
            removeSandbox(0),
            runSandbox(1)),
        Case.of(
            "two sandboxes are lost",
            s -> s.lostSandbox(0).lostSandbox(1).exited("a", 0, 1).exited("b", 0, 1),
            removeSandbox(1),
            removeSandbox(0),
            runSandbox(2)),
        new Case(
            "a replaced sandbox was left behind, and a container runs in it",
            s -> inSecondSandbox(s).shows("a-0", a -> a.withSandboxId("sandbox-0")),
            s -> List.of(term(s, "a", 0, SANDBOX_CHANGED))),
        Case.of(
            "a replaced sandbox was left behind", PodPlanTest::inSecondSandbox, removeSandbox(0)));
  }

  private static EnvVar podAddress() {
    ObjectFieldSelector field = new ObjectFieldSelector(null, "status.podIP");
    return new EnvVar("IP", null, EnvVarSourceBuilder.builder().fieldRef(field).build());
  }

  private static Scene lackingItsImage() {
    Scene scene = Scene.nothing();
    return scene.landed(
        new Outcome(pull(scene, "a", 0), Outcome.Result.DONE, PodAction.PullImage.ABSENT, ""));
  }

  private static Scene inSecondSandbox(Scene scene) {
    return scene
        .sandbox(1)
        .shows("a-0", a -> a.withSandboxId("sandbox-1"))
        .shows("b-0", b -> b.withSandboxId("sandbox-1"));
  }

  static Stream<Case> starts() {
    return Stream.of(
        new Case("only the sandbox is ready", s -> Scene.empty(), s -> List.of(pull(s, "a", 0))),
        new Case(
            "the image of the first is present",
            s -> Scene.empty().pulled("a", 0),
            s -> List.of(start(s, "a", 0))),
        new Case(
            "the first runs, so the second is next",
            s -> Scene.empty().running("a", 0),
            s -> List.of(pull(s, "b", 0))),
        new Case(
            "the image of another attempt is present",
            s -> s.exited("a", 0, 1).pulled("a", 0),
            s -> List.of(pull(s, "a", 1))),
        new Case(
            "a present image has another name by now",
            s -> Scene.empty().pulled("a", 0).image("a", "img-a:2"),
            s -> List.of(pull(s, "a", 0))),
        new Case(
            "a container was created and not started",
            s -> s.created("b", 0).pulled("b", 0),
            s -> List.of(startCreated(s, "b", 0))),
        new Case(
            "a container was created in a sandbox that is gone",
            s -> s.created("b", 0).shows("b-0", b -> b.withSandboxId("sandbox-9")),
            s -> List.of(remove("b-0"))),
        Case.of(
            "a container was created from an image that is not wanted any more",
            s -> s.created("b", 0).image("b", "img-b:2"),
            remove("b-0")),
        new Case(
            "a container vanished that the API was told of",
            s -> s.gone("b-0"),
            s -> List.of(pull(s, "b", 1))),
        Case.of(
            "the environment of a running container changed: only the image counts",
            s -> s.change("a", c -> c.withEnv(List.of(new EnvVar("NEW", "1", null))))));
  }

  static Stream<Case> exits() {
    return Stream.of(
        exit("Always", 0, true),
        exit("Always", 1, true),
        exit("OnFailure", 1, true),
        exit("OnFailure", 0, false),
        exit("Never", 1, false),
        exit("Never", 0, false),
        new Case(
            "the image of a running container changed, policy Never",
            s -> s.policy("Never").image("a", "img-a:2"),
            s -> List.of(term(s, "a", 0, "Container a definition changed, will be restarted"))),
        new Case(
            "a container was stopped for its new image, policy Never",
            s ->
                s.policy("Never")
                    .exited("a", 0, 0)
                    .askedToEnd("a-0", Duration.ofSeconds(1))
                    .image("a", "img-a:2"),
            s -> List.of(pull(s, "a", 1))),
        Case.of(
            "the image changed after the container had ended by itself, policy Never",
            s -> s.policy("Never").exited("a", 0, 0).image("a", "img-a:2")));
  }

  private static Case exit(String policy, int code, boolean again) {
    return new Case(
        "a container exited with " + code + ", policy " + policy,
        s -> s.policy(policy).exited("a", 0, code),
        s -> again ? List.of(pull(s, "a", 1)) : List.of());
  }

  static Stream<Case> strays() {
    return Stream.of(
        new Case(
            "an older attempt runs beside the newest",
            s -> s.running("a", 1),
            s -> List.of(term(s, "a", 0, "Container a has a newer attempt"))),
        new Case(
            "an older attempt runs and the newest has ended: it ends before the next starts",
            s -> s.exited("a", 1, 1),
            s -> List.of(term(s, "a", 0, "Container a has a newer attempt"))),
        Case.of("a container cannot be told", s -> s.unknown("a", 0), remove("a-0")),
        Case.of(
            "an older attempt cannot be told",
            s -> s.unknown("a", 0).running("a", 1),
            remove("a-0")),
        Case.of(
            "an older attempt cannot be told and the newest has ended",
            s -> s.unknown("a", 0).exited("a", 1, 1),
            remove("a-0")),
        Case.of(
            "an attempt was created before one that runs",
            s -> s.created("a", 0).running("a", 1),
            remove("a-0")),
        new Case(
            "the pod does not know a container that runs",
            s -> s.running("c", 0),
            s -> List.of(term(s, "c", 0, "Container c is not part of the pod"))),
        Case.of("the pod does not know a dead one", s -> s.exited("c", 0, 0), remove("c-0")),
        Case.of("one dead attempt is kept", s -> s.exited("a", 0, 1).running("a", 1)),
        Case.of(
            "older dead ones go",
            s -> s.exited("a", 0, 1).exited("a", 1, 1).exited("a", 2, 1).running("a", 3),
            remove("a-1"),
            remove("a-0")));
  }

  static Stream<Case> inits() {
    return Stream.of(
        new Case(
            "the first init container comes before all",
            s -> Scene.empty().init("i", "j"),
            s -> List.of(pull(s, "i", 0))),
        Case.of("an init container runs", s -> Scene.empty().init("i", "j").running("i", 0)),
        new Case(
            "the first is done",
            s -> Scene.empty().init("i", "j").exited("i", 0, 0),
            s -> List.of(pull(s, "j", 0))),
        new Case(
            "all are done",
            s -> Scene.empty().init("i", "j").exited("i", 0, 0).exited("j", 0, 0),
            s -> List.of(pull(s, "a", 0))),
        new Case(
            "one failed, policy Always",
            s -> Scene.empty().init("i", "j").exited("i", 0, 1),
            s -> List.of(pull(s, "i", 1))),
        new Case(
            "one failed, policy OnFailure",
            s -> Scene.empty().policy("OnFailure").init("i").exited("i", 0, 1),
            s -> List.of(pull(s, "i", 1))),
        Case.of(
            "one failed, policy Never: the pod ends",
            s -> Scene.empty().policy("Never").init("i").exited("i", 0, 1),
            removeSandbox(0)),
        Case.of(
            "the image of one that is done changed",
            s -> s.init("i").exited("i", 0, 0).image("i", "img-i:2")),
        Case.of("one vanished after it was done and the containers began", s -> s.init("i")),
        new Case(
            "a container that exited does not bring its init containers back",
            s -> s.init("i").exited("i", 0, 0).exited("a", 0, 1),
            s -> List.of(pull(s, "a", 1))),
        new Case(
            "a new sandbox begins with its init containers again",
            s -> s.init("i").exited("i", 0, 0).exited("a", 0, 1).exited("b", 0, 1).sandbox(1),
            s -> List.of(removeSandbox(0), pull(s, "i", 1))));
  }

  static Stream<Case> sidecars() {
    return Stream.of(
        new Case(
            "a sidecar starts in the order of the init containers",
            s -> Scene.empty().init("i").sidecar("s").exited("i", 0, 0),
            s -> List.of(pull(s, "s", 0))),
        new Case(
            "a sidecar that runs lets the next begin",
            s -> Scene.empty().sidecar("s").init("i").running("s", 0),
            s -> List.of(pull(s, "i", 0))),
        new Case(
            "a sidecar restarts even under Never, before the containers began",
            s -> Scene.empty().policy("Never").sidecar("s").exited("s", 0, 0),
            s -> List.of(pull(s, "s", 1))),
        new Case(
            "a sidecar restarts while the containers run",
            s -> s.policy("Never").sidecar("s").exited("s", 0, 1),
            s -> List.of(pull(s, "s", 1))),
        new Case(
            "a crashed container restarts while only the sidecar runs",
            s -> s.sidecar("s").running("s", 0).exited("a", 0, 1).exited("b", 0, 1),
            s -> List.of(pull(s, "a", 1))),
        Case.of(
            "a sidecar that waits out its back-off holds the containers up",
            s ->
                Scene.empty()
                    .sidecar("s")
                    .exited("s", 1, 1)
                    .crashed("s", 1, Duration.ofSeconds(10))));
  }
}
