package io.kubelette.pod;

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

  /** Gives a notice that is given once for what it is about. */
  void noteOnce(String about, PodNotice notice) {
    if (!notice.reason().equals(memory.announced().get(about))) {
      memory = memory.withAnnounced(about, notice.reason());
      notices.add(notice);
    }
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

  PodPlan finish() {
    return new PodPlan(List.copyOf(actions), List.copyOf(notices), memory, wakeAt);
  }
}
