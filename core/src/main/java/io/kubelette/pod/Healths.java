package io.kubelette.pod;

import io.kubelette.model.LifecycleHandler;
import io.kubelette.model.Probe;
import io.kubelette.pod.Health.Ailment;
import io.kubelette.pod.ProbeRun.Verdict;
import io.kubelette.runtime.ObservedContainer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Works out the {@link Health} of containers that run. Pure. */
final class Healths {

  private final PodTurn turn;

  Healths(PodTurn turn) {
    this.turn = turn;
  }

  /** Whether the hook after the start of that instance is not over yet. */
  boolean isStarting(DefinedContainer container, ObservedContainer running) {
    LifecycleHandler hook = container.postStart();
    if (hook == null || turn.memory().lifecycle() != PodLifecycle.SYNCING) {
      return false;
    }
    // Whoever adopts a container cannot know how far its hook came, and does not run it again.
    PodMemory.StartHook over = turn.memory().hooks().get(container.name());
    boolean isOver = over != null && over.attempt() == running.attempt();
    return turn.memory().hasStarted(running)
        && !isOver
        && (hook.sleep() == null || turn.now().isBefore(end(hook, running)));
  }

  /** When a hook that only waits is over. */
  static Instant end(LifecycleHandler hook, ObservedContainer running) {
    return startOf(running).plus(Hooks.pause(hook));
  }

  static Instant startOf(ObservedContainer running) {
    return Objects.requireNonNullElse(running.startedAt(), running.createdAt());
  }

  Health of(DefinedContainer container, ObservedContainer running) {
    if (turn.memory().lifecycle() != PodLifecycle.SYNCING) {
      return new Health(true, passes(container, running, ProbeKind.READINESS), null);
    }
    boolean started = passes(container, running, ProbeKind.STARTUP);
    boolean ready = started && passes(container, running, ProbeKind.READINESS);
    return new Health(started, ready, ailment(container, running));
  }

  private boolean passes(DefinedContainer container, ObservedContainer running, ProbeKind kind) {
    return kind.of(container.definition()) == null
        || verdict(container, running, kind) == Verdict.GOOD;
  }

  private @Nullable Ailment ailment(DefinedContainer container, ObservedContainer running) {
    PodMemory.StartHook hook = turn.memory().hooks().get(container.name());
    if (hook != null && hook.failed() && hook.attempt() == running.attempt()) {
      return new Ailment("FailedPostStartHook", null);
    }
    if (fails(container, running, ProbeKind.STARTUP)) {
      return ailment(container, ProbeKind.STARTUP);
    }
    return fails(container, running, ProbeKind.LIVENESS)
        ? ailment(container, ProbeKind.LIVENESS)
        : null;
  }

  private boolean fails(DefinedContainer container, ObservedContainer running, ProbeKind kind) {
    return kind.of(container.definition()) != null
        && verdict(container, running, kind) == Verdict.BAD;
  }

  private static Ailment ailment(DefinedContainer container, ProbeKind kind) {
    Probe probe = Objects.requireNonNull(kind.of(container.definition()));
    Long grace = probe.terminationGracePeriodSeconds();
    String failed =
        "Container %s failed %s probe"
            .formatted(container.name(), kind.word().toLowerCase(java.util.Locale.ROOT));
    boolean returns = container.restartsAfter(DefinedContainer.KILLED);
    return new Ailment(
        returns ? failed + ", will be restarted" : failed,
        grace == null ? null : Duration.ofSeconds(grace));
  }

  private Verdict verdict(DefinedContainer container, ObservedContainer running, ProbeKind kind) {
    ProbeRun run = turn.memory().probes().get(kind.laneOf(container.name()));
    return run == null || !run.containerId().equals(running.id()) ? Verdict.UNKNOWN : run.verdict();
  }
}
