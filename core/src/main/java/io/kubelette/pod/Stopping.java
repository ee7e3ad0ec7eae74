package io.kubelette.pod;

import io.kubelette.model.LifecycleHandler;
import io.kubelette.pod.PodMemory.Stop;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.StopSignal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Brings running containers closer to their end. Pure, but for the draft that it fills.
 *
 * <pre>
 *   asked ──► its hook ──► its turn ──► TERM ──► the end of its grace ──► KILL, again and again
 *               └── cut off when the grace is used up; even then it gets the shortest grace
 * </pre>
 */
final class Stopping {

  /**
   * A container that is to end.
   *
   * @param container as it runs
   * @param defined as its pod defines it; null if it does not
   * @param grace what it has from when it is asked
   * @param latest when the grace of its pod is over; null while the pod goes on
   * @param turn whether others must end before it
   * @param why as the event tells it
   */
  record Order(
      ObservedContainer container,
      @Nullable DefinedContainer defined,
      Duration grace,
      @Nullable Instant latest,
      Turn turn,
      String why) {

    /** Whether a container may be asked to end. */
    enum Turn {
      NOW,
      /** Its hook runs now, and it is asked once those before it are gone. */
      LATER
    }

    ContainerRef ref() {
      return defined == null
          ? new ContainerRef(ContainerRole.APP, container.name())
          : defined.ref();
    }
  }

  private final PlanDraft draft;
  private final Order order;
  private final Instant now;

  private Stopping(PlanDraft draft, Order order) {
    this.draft = draft;
    this.order = order;
    this.now = draft.turn().now();
  }

  static void plan(PlanDraft draft, Order order) {
    new Stopping(draft, order).plan();
  }

  private void plan() {
    Stop stop = asked();
    if (stop == null) {
      return;
    }
    Instant end = end(stop.askedAt());
    if (stop.hookedAt() == null) {
      if (now.isBefore(end) && waitsForHook(stop, end)) {
        draft.wakeAt(end);
        return;
      }
      stop = stop.afterHook(now);
      draft.remember(draft.memory().withStop(order.container().id(), stop));
    }
    if (now.isBefore(end) && order.turn() == Order.Turn.LATER) {
      draft.wakeAt(end);
    } else {
      signal(stop);
    }
  }

  /** An end that begins is remembered, so it must not rest on what may have changed since. */
  private @Nullable Stop asked() {
    Stop before = draft.memory().stops().get(order.container().id());
    if (before != null || draft.turn().sight() != PodTurn.Sight.FRESH) {
      return before;
    }
    boolean hookless = order.defined() == null || order.defined().preStop() == null;
    Stop stop = new Stop(now, hookless ? now : null, null, null);
    draft.remember(draft.memory().withStop(order.container().id(), stop));
    draft.note(PodNotice.normal("Killing", order.why(), order.ref()));
    return stop;
  }

  /** Of the grace that began then. */
  private Instant end(Instant begun) {
    Instant end = begun.plus(order.grace());
    return order.latest() != null && order.latest().isBefore(end) ? order.latest() : end;
  }

  private boolean waitsForHook(Stop stop, Instant end) {
    LifecycleHandler hook = order.defined() == null ? null : order.defined().preStop();
    if (hook == null) {
      return false;
    }
    if (hook.sleep() == null) {
      draft.act(Hooks.beforeStop(draft.turn(), order.defined(), order.container()));
      return true;
    }
    Instant over = stop.askedAt().plus(Hooks.pause(hook));
    draft.wakeAt(over.isBefore(end) ? over : end);
    return now.isBefore(over);
  }

  private void signal(Stop stop) {
    if (stop.termAt() == null) {
      act(StopSignal.TERMINATE);
      return;
    }
    Instant killAt = killAt(stop, stop.termAt());
    if (now.isBefore(killAt)) {
      draft.wakeAt(killAt);
    } else {
      act(StopSignal.KILL);
    }
  }

  /** What its hook took is taken from its grace; the time that the signal took is not. */
  private Instant killAt(Stop stop, Instant termAt) {
    PodManagerConfig config = draft.turn().config();
    if (stop.killAt() != null) {
      return stop.killAt().plus(config.retry());
    }
    Instant hooked = stop.hookedAt() == null ? stop.askedAt() : stop.hookedAt();
    Instant end = end(termAt.minus(Duration.between(stop.askedAt(), hooked)));
    Instant soonest = termAt.plus(config.shortestGrace());
    return soonest.isAfter(end) ? soonest : end;
  }

  private void act(StopSignal signal) {
    draft.act(new PodAction.Signal(order.ref(), order.container().id(), signal, order.why()));
  }
}
