package io.kubelette.proxy.nio;

import org.jspecify.annotations.Nullable;

/**
 * Something that a {@link TimingWheel} runs when its time comes; it may be set again and again.
 *
 * <p>Owned by: the wheel's loop. It is its own list node, so that setting and cancelling allocate
 * nothing.
 */
final class WheelTimer {

  final Runnable action;
  @Nullable WheelTimer previous;
  @Nullable WheelTimer next;
  long tick;

  WheelTimer(Runnable action) {
    this.action = action;
  }

  boolean isSet() {
    return next != null;
  }

  /** Takes the timer back; without effect when it is not set. */
  void cancel() {
    WheelTimer before = previous;
    WheelTimer after = next;
    if (before != null && after != null) {
      before.next = after;
      after.previous = before;
      previous = null;
      next = null;
    }
  }

  /** A head of a circular list, empty. */
  static WheelTimer head() {
    WheelTimer head = new WheelTimer(() -> {});
    head.previous = head;
    head.next = head;
    return head;
  }

  boolean isAlone() {
    return next == this;
  }

  void append(WheelTimer timer) {
    WheelTimer last = previous;
    if (last == null) {
      throw new IllegalStateException("only a head takes timers");
    }
    timer.previous = last;
    timer.next = this;
    last.next = timer;
    previous = timer;
  }
}
