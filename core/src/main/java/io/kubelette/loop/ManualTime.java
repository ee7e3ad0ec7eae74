package io.kubelette.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * Time that a test moves by hand, and all that waits for it.
 *
 * <p>Manual loops and pools that share one time run in one order: by due time, then by the order in
 * which they were posted. Owned by the test's thread.
 */
public final class ManualTime implements Clock {

  private record Task(long due, long order, ManualTask body) implements Comparable<Task> {

    @Override
    public int compareTo(Task other) {
      int byDue = Long.compare(due, other.due);
      return byDue != 0 ? byDue : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private final Instant start;
  private long nanos;
  private long posted;

  private ManualTime(Instant start) {
    this.start = start;
  }

  /** Time that stands still at the given instant until it is advanced. */
  public static ManualTime at(Instant start) {
    return new ManualTime(start);
  }

  @Override
  public Instant now() {
    return start.plusNanos(nanos);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  /** Returns at once: nobody else could move this time meanwhile. */
  @Override
  public void sleep(Duration time) {}

  /** Runs all that is due now, and what that makes due now. */
  public void runReady() {
    advance(Duration.ZERO);
  }

  /** Moves time forward, and runs on the way, at its own moment, all that falls due. */
  public void advance(Duration by) {
    long until = nanos + by.toNanos();
    while (!tasks.isEmpty() && tasks.peek().due() <= until) {
      Task task = tasks.poll();
      nanos = Math.max(nanos, task.due());
      task.body().run();
    }
    nanos = until;
  }

  /** How many tasks still wait for their time; cancelled and closed ones do not count. */
  public int pending() {
    return (int) tasks.stream().filter(task -> task.body().isLive()).count();
  }

  void post(Duration delay, ManualTask body) {
    tasks.add(new Task(nanos + Math.max(0, delay.toNanos()), posted++, body));
  }
}
