package io.kubelette.benchmarks.proxy;

import java.util.Arrays;

/**
 * How long requests took, each of them kept. The load is a closed loop: a client that waits asks
 * nothing meanwhile, so these are times of requests and not of users. Owned by: one thread.
 */
final class Latencies {

  private long[] nanos = new long[1 << 12];
  private int count;
  private boolean sorted;

  void add(long elapsed) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = elapsed;
    sorted = false;
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  /** The time within which that share of requests was answered, in milliseconds. */
  double millis(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    if (!sorted) {
      Arrays.sort(nanos, 0, count);
      sorted = true;
    }
    int index = (int) Math.min(count - 1L, (long) (share * count));
    return nanos[index] / 1e6;
  }
}
