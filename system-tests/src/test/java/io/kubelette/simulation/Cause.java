package io.kubelette.simulation;

import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedContainer.State;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodObservation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Why a running container may be stopped. */
enum Cause {
  /** The node was told that the pod ends, or heard from all sources and none names it. */
  POD_ENDS,
  /** The node was told of another image. */
  ANOTHER_IMAGE,
  /** Its sandbox is not there any more. */
  SANDBOX_LOST,
  /** It is not the newest attempt. */
  OLD_ATTEMPT,
  /** It failed its liveness or startup probe, or its hook after the start. */
  AILING,
  /** All that the pod is there for is done, or can never be done. */
  POD_IS_COMPLETE;

  /** A change may have been taken back while the action that it caused was under way. */
  private static final Duration UNDER_WAY =
      Weather.LONGEST_WAIT.plus(Weather.LONGEST_ANSWER).plusSeconds(30);

  /** The cause of an act that stops a running container, if there is one. */
  static Optional<Cause> of(RuntimeAct act, World world) {
    ObservedContainer container = act.container();
    if (container == null) {
      return Optional.empty();
    }
    Desires desires = world.desires();
    if (desires.endsSince(act.uid()) <= world.time.nanoTime()) {
      return Optional.of(POD_ENDS);
    }
    Desires.Told told = desires.of(act.uid());
    if (told == null || told.latest == null) {
      return Optional.empty();
    }
    if (anotherImage(told, container, world)) {
      return Optional.of(ANOTHER_IMAGE);
    }
    if (isAiling(told.latest, container, world)) {
      return Optional.of(AILING);
    }
    return inEngine(told.latest, container, world);
  }

  private static boolean anotherImage(Desires.Told told, ObservedContainer container, World world) {
    Pod pod = Objects.requireNonNull(told.latest);
    Long changed = told.imageChangedAt.get(container.name());
    boolean justNow = changed != null && world.time.nanoTime() - changed <= UNDER_WAY.toNanos();
    return justNow || !container.image().equals(Desires.image(pod, container.name()));
  }

  private static boolean isAiling(Pod pod, ObservedContainer container, World world) {
    Container definition = Sickness.container(pod, container.name());
    return definition != null && world.sickness.mayAil(definition);
  }

  private static Optional<Cause> inEngine(Pod pod, ObservedContainer container, World world) {
    PodObservation seen =
        world.observe().stream()
            .filter(each -> each.containers().contains(container))
            .findFirst()
            .orElseThrow();
    boolean inSandbox =
        seen.sandboxes().stream()
            .anyMatch(
                box ->
                    box.id().equals(container.sandboxId())
                        && box.state() == ObservedSandbox.State.READY);
    if (isComplete(pod, seen, world)) {
      return Optional.of(POD_IS_COMPLETE);
    }
    if (!inSandbox) {
      return Optional.of(SANDBOX_LOST);
    }
    return newest(seen, container.name()).filter(container::equals).isEmpty()
        ? Optional.of(OLD_ATTEMPT)
        : Optional.empty();
  }

  /** What vanished may have been seen to end before. */
  private static boolean isComplete(Pod pod, PodObservation seen, World world) {
    boolean lost = world.script.hasLostContainers(pod);
    boolean appsDone =
        pod.spec().containers().stream()
            .allMatch(
                each ->
                    hasEnded(each, seen, ANY_CODE)
                        || (lost && newest(seen, String.valueOf(each.name())).isEmpty()));
    boolean never = "Never".equals(pod.spec().restartPolicy());
    boolean initFailed =
        pod.spec().initContainers().stream().anyMatch(each -> hasEnded(each, seen, FAILURE));
    boolean mayEnd = !"Always".equals(pod.spec().restartPolicy()) || OwnRules.has(pod);
    return (mayEnd && appsDone) || (never && initFailed);
  }

  private static final List<Integer> ANY_CODE = List.of();
  private static final List<Integer> FAILURE = List.of(0);

  private static boolean hasEnded(Container container, PodObservation seen, List<Integer> but) {
    return newest(seen, String.valueOf(container.name()))
        .filter(each -> each.state() == State.EXITED && each.exit() != null)
        .filter(each -> !but.contains(Objects.requireNonNull(each.exit()).code()))
        .isPresent();
  }

  private static Optional<ObservedContainer> newest(PodObservation seen, String name) {
    // Observations have the newest attempt of each name first.
    return seen.containers().stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
