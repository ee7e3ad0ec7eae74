package io.kubelette.proxy.nio;

import java.time.Duration;
import java.util.BitSet;

/**
 * A coarse timing wheel: timers run up to one tick late, never early, and cost the same however
 * many there are.
 *
 * <p>Timers further away than one turn of the wheel stay in their slot for as many turns. Owned by:
 * one proxy loop, whose thread advances it.
 */
final class TimingWheel {

  /** Coarse on purpose; fine enough that a 250 ms dial ends well before 300 ms. */
  static final Duration TICK = Duration.ofMillis(10);

  private static final int SLOTS = 4096;
  private static final long TICK_NANOS = TICK.toNanos();

  private final WheelTimer[] slots = new WheelTimer[SLOTS];
  private final BitSet occupied = new BitSet(SLOTS);
  private final WheelTimer due = WheelTimer.head();
  private final long start;
  private long currentTick;

  TimingWheel(long startNanos) {
    this.start = startNanos;
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = WheelTimer.head();
    }
  }

  /** Sets the timer, anew if it was set before, to run once {@code nanoTime} has come. */
  void set(WheelTimer timer, long nanoTime) {
    timer.cancel();
    long roundedUp = Math.floorDiv(nanoTime - start + TICK_NANOS - 1, TICK_NANOS);
    timer.tick = Math.max(roundedUp, currentTick + 1);
    int slot = slotOf(timer.tick);
    slots[slot].append(timer);
    occupied.set(slot);
  }

  /** Runs what is due by now. An action that throws stops neither the wheel nor other timers. */
  void advance(long nanoTime, FailureSink failures) {
    long target = Math.floorDiv(nanoTime - start, TICK_NANOS);
    if (target <= currentTick) {
      return;
    }
    long first = Math.max(currentTick + 1, target - SLOTS + 1);
    currentTick = target;
    for (long tick = first; tick <= target; tick++) {
      collectDue(slotOf(tick), target);
    }
    while (!due.isAlone()) {
      WheelTimer timer = due.next;
      timer.cancel();
      run(timer, failures);
    }
  }

  /**
   * How long until a slot comes that holds timers, in nanoseconds; {@link Long#MAX_VALUE} when
   * there is none. The timers there may want another turn, so it may be too early.
   */
  long nanosUntilNext(long nanoTime) {
    int from = slotOf(currentTick + 1);
    int slot = occupied.nextSetBit(from);
    if (slot < 0) {
      slot = occupied.nextSetBit(0);
    }
    if (slot < 0) {
      return Long.MAX_VALUE;
    }
    long tick = currentTick + 1 + Math.floorMod(slot - from, SLOTS);
    return Math.max(0, start + tick * TICK_NANOS - nanoTime);
  }

  private void collectDue(int slot, long target) {
    if (!occupied.get(slot)) {
      return;
    }
    WheelTimer head = slots[slot];
    WheelTimer timer = head.next;
    while (timer != head) {
      WheelTimer following = timer.next;
      if (timer.tick <= target) {
        timer.cancel();
        due.append(timer);
      }
      timer = following;
    }
    // Cancelled timers leave the bit behind; the visit clears it.
    occupied.set(slot, !head.isAlone());
  }

  private static void run(WheelTimer timer, FailureSink failures) {
    try {
      timer.action.run();
    } catch (RuntimeException | Error failure) {
      failures.accept(failure);
    }
  }

  private static int slotOf(long tick) {
    return (int) (tick & (SLOTS - 1));
  }

  /** Where the failure of an action goes. */
  interface FailureSink {
    void accept(Throwable failure);
  }
}
