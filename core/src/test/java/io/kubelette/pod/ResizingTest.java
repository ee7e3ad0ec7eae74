package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.ContainerResizePolicy;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.PodCondition;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceRequirements;
import io.kubelette.model.ResourceRequirementsBuilder;
import io.kubelette.pod.PodAction.ResizeContainer;
import io.kubelette.runtime.ContainerResources;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What happens to running containers whose pod was allotted other resources. */
final class ResizingTest {

  private static final ContainerResources HAS = amounts(512, 50_000, 64);

  private static ContainerResources amounts(long shares, long quota, long mebibytes) {
    return new ContainerResources(shares, quota, mebibytes << 20, 900, 0);
  }

  private static ResourceRequirements resources(String cpu, String memory) {
    Map<String, Quantity> both =
        Map.of("cpu", Quantity.parse(cpu), "memory", Quantity.parse(memory));
    return ResourceRequirementsBuilder.builder().limits(both).requests(both).build();
  }

  /** Both containers run with 500m and 64Mi, and that is what the pod asked for. */
  private static Scene scene() {
    Scene scene = Scene.converged();
    for (String name : List.of("a", "b")) {
      scene
          .change(name, c -> c.withResources(resources("500m", "64Mi")))
          .shows(name + "-0", c -> c.withResources(HAS));
    }
    return scene.published();
  }

  private static Scene asks(Scene scene, String name, String cpu, String memory) {
    return scene.change(name, c -> c.withResources(resources(cpu, memory)));
  }

  private static ResizeContainer resize(String name, ContainerResources to) {
    ContainerRef ref = new ContainerRef(ContainerRole.APP, name);
    return new ResizeContainer(ref, name + "-0", 0, HAS, to);
  }

  private static Optional<PodCondition> condition(Scene scene, String type) {
    return scene.status().conditions().stream().filter(c -> type.equals(c.type())).findFirst();
  }

  private static ContainerStatus statusOf(Scene scene, String name) {
    return scene.status().containerStatuses().stream()
        .filter(status -> name.equals(status.name()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Row("K15-11")
  void aContainerThatHasWhatItWasAllottedIsLeftAlone() {
    Scene scene = scene();
    assertThat(scene.plan().actions()).isEmpty();
    assertThat(condition(scene, "PodResizeInProgress")).isEmpty();
    assertThat(statusOf(scene, "a").resources()).isEqualTo(resources("500m", "64Mi"));
    assertThat(statusOf(scene, "a").allocatedResources())
        .isEqualTo(resources("500m", "64Mi").requests());
  }

  @Test
  @Row({"K15-11", "K08-08"})
  void aRunningContainerGetsOtherAmountsWithoutARestart() {
    Scene scene = asks(scene(), "a", "1", "128Mi");

    ResizeContainer wanted = resize("a", amounts(1024, 100_000, 128));
    assertThat(scene.actions()).containsExactly(wanted);
    PodCondition progress = condition(scene, "PodResizeInProgress").orElseThrow();
    assertThat(progress.status()).isEqualTo("True");
    assertThat(progress.reason()).isNull();
    assertThat(progress.observedGeneration()).isEqualTo(1);
    assertThat(statusOf(scene, "a").allocatedResources())
        .isEqualTo(resources("1", "128Mi").requests());
    assertThat(statusOf(scene, "a").resources().limits())
        .isEqualTo(resources("500m", "64Mi").limits());
    assertThat(statusOf(scene, "a").resources().requests().get("cpu"))
        .isEqualTo(Quantity.parse("500m"));

    scene.landed(Outcome.done(wanted)).shows("a-0", c -> c.withResources(wanted.to()));
    assertThat(scene.actions()).isEmpty();
    assertThat(condition(scene, "PodResizeInProgress")).isEmpty();
    assertThat(statusOf(scene, "a").resources()).isEqualTo(resources("1", "128Mi"));
  }

  @Test
  @Row("K15-11")
  void anEngineThatDoesNotTellIsAskedOnce() {
    Scene scene = asks(scene(), "a", "1", "128Mi");
    scene.landed(Outcome.done(resize("a", amounts(1024, 100_000, 128))));
    assertThat(scene.actions()).isEmpty();
    assertThat(statusOf(scene, "a").resources()).isEqualTo(resources("1", "128Mi"));
  }

  @Test
  @Row("K15-11")
  void whoLosesMemoryComesFirst() {
    Scene scene = asks(asks(scene(), "a", "500m", "128Mi"), "b", "500m", "32Mi");
    assertThat(scene.actions())
        .containsExactly(
            resize("b", amounts(512, 50_000, 32)), resize("a", amounts(512, 50_000, 128)));
  }

  @Test
  @Row("K08-08")
  void aResizeThatFailsIsToldAndTriedAgain() {
    Scene scene = asks(scene(), "a", "500m", "32Mi");
    ResizeContainer wanted = resize("a", amounts(512, 50_000, 32));
    scene.landed(
        Outcome.failed(wanted, "", new ContainerRuntimeException(Kind.CONFLICT, "holds more")));

    PodPlan plan = scene.plan();
    assertThat(plan.actions()).noneMatch(ResizeContainer.class::isInstance);
    assertThat(plan.wakeAt()).isEqualTo(scene.now().plus(Scene.CONFIG.retry()));
    PodCondition progress = condition(scene, "PodResizeInProgress").orElseThrow();
    assertThat(progress.reason()).isEqualTo("Error");
    assertThat(progress.message()).isEqualTo("holds more");

    scene.after(Scene.CONFIG.retry());
    assertThat(scene.actions()).containsExactly(wanted);
  }

  @Test
  @Row("K15-11")
  void aContainerWhosePolicySaysSoIsRestartedAtOnceWithOtherAmounts() {
    Scene scene =
        asks(scene(), "a", "500m", "128Mi")
            .change(
                "a",
                c ->
                    c.withResizePolicy(
                        List.of(
                            new ContainerResizePolicy("memory", "RestartContainer"),
                            new ContainerResizePolicy("cpu", "NotRequired"))))
            .crashed("a", 0, java.time.Duration.ofSeconds(10));

    String why = "Container a resize requires restart";
    assertThat(scene.actions()).containsExactly(Expected.term(scene, "a", 0, why));
    scene.shows(
        "a-0",
        c ->
            c.withState(io.kubelette.runtime.ObservedContainer.State.EXITED)
                .withExit(
                    new io.kubelette.runtime.ObservedContainer.Exit(
                        143, scene.now(), "Error", "")));
    assertThat(scene.actions()).as("no back-off").containsExactly(Expected.pull(scene, "a", 1));
  }

  @Test
  @Row("K15-11")
  void aChangeThatThePolicyDoesNotNameRestartsNothing() {
    Scene scene =
        asks(scene(), "a", "1", "64Mi")
            .change(
                "a",
                c ->
                    c.withResizePolicy(
                        List.of(new ContainerResizePolicy("memory", "RestartContainer"))));
    assertThat(scene.actions()).containsExactly(resize("a", amounts(1024, 100_000, 64)));
  }

  @Test
  @Row({"K08-07", "K15-11"})
  void whatIsNotAllottedIsToldOnce() {
    Scene scene = scene();
    PodTurn turn = scene.turn();
    Desire pending =
        Desire.of(new Allotment(scene.pod(), new Rejection("Deferred", "not enough cpu")));
    PodTurn waits =
        new PodTurn(
            turn.context(), pending, turn.observed(), turn.sight(), turn.memory(), turn.now());

    PodPlan plan = PodPlan.plan(waits);

    assertThat(plan.notices())
        .containsExactly(
            PodNotice.warning("ResizeDeferred", "Pod resize deferred: not enough cpu", null));
    PodCondition told =
        PodStatuses.of(waits, Outlooks.of(waits)).conditions().stream().findFirst().orElseThrow();
    assertThat(told.type()).isEqualTo("PodResizePending");
    assertThat(told.status()).isEqualTo("True");
    assertThat(told.reason()).isEqualTo("Deferred");
    assertThat(told.message()).isEqualTo("not enough cpu");
    assertThat(PodPlan.plan(waits.with(plan.memory())).notices()).isEmpty();
  }
}
