package io.kubelette.pod;

import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan while it is being made.
 *
 * <p>Owned by the one call of {@link PodPlan#plan} that made it.
 */
final class PlanDraft {

  private final PodTurn turn;
  private final List<PodAction> actions = new ArrayList<>();
  private final List<PodNotice> notices = new ArrayList<>();
  private PodMemory memory;
  private @Nullable Instant wakeAt;

  PlanDraft(PodTurn turn) {
    this.turn = turn;
    this.memory = turn.memory();
  }

  PodTurn turn() {
    return turn.with(memory);
  }

  PodMemory memory() {
    return memory;
  }

  void remember(PodMemory changed) {
    memory = changed;
  }

  void act(PodAction action) {
    actions.add(action);
  }

  void note(PodNotice notice) {
    notices.add(notice);
  }

  /** Asks for a turn at that time; of several, the earliest counts. */
  void wakeAt(@Nullable Instant at) {
    if (at != null && (wakeAt == null || at.isBefore(wakeAt))) {
      wakeAt = at;
    }
  }

  /** Whether sandboxes, signals and removals must wait because the last one failed. */
  boolean mustRetryLater() {
    boolean later = memory.retryAt() != null && turn.now().isBefore(memory.retryAt());
    if (later) {
      wakeAt(memory.retryAt());
    }
    return later;
  }

  /**
   * Brings a running container closer to its end: asks, waits out the grace, then kills, again and
   * again. Even where no grace is left it gets the shortest.
   */
  void stop(ObservedContainer container, ContainerRef ref, Duration grace, String why) {
    PodMemory.Stop stop = memory.stops().get(container.id());
    if (stop == null) {
      act(new PodAction.Signal(ref, container.id(), StopSignal.TERMINATE, why));
      return;
    }
    Instant killAt =
        stop.killAt() == null
            ? stop.termAt().plus(atLeastShortest(grace))
            : stop.killAt().plus(turn.config().retry());
    if (turn.now().isBefore(killAt)) {
      wakeAt(killAt);
    } else {
      act(new PodAction.Signal(ref, container.id(), StopSignal.KILL, why));
    }
  }

  private Duration atLeastShortest(Duration grace) {
    Duration shortest = turn.config().shortestGrace();
    return grace.compareTo(shortest) < 0 ? shortest : grace;
  }

  PodPlan finish() {
    return new PodPlan(List.copyOf(actions), List.copyOf(notices), memory, wakeAt);
  }
}
