package io.kubelette.proxy.nio;

import io.kubelette.metrics.TrafficCounts;
import java.util.List;

/**
 * What one loop counts for one service port or one endpoint: plain fields that only its thread
 * writes. Others read them late at worst, and never torn on a 64-bit machine.
 */
final class Traffic {
  long opened;
  long ended;
  long failures;
  long bytesUp;
  long bytesDown;
  long datagramsUp;
  long datagramsDown;
  long datagramsDropped;

  /** The parts of all loops together. */
  static TrafficCounts sum(List<Traffic> parts) {
    return parts.stream().map(Traffic::counts).reduce(TrafficCounts.NONE, TrafficCounts::plus);
  }

  private TrafficCounts counts() {
    return new TrafficCounts(
        opened,
        opened - ended,
        failures,
        bytesUp,
        bytesDown,
        datagramsUp,
        datagramsDown,
        datagramsDropped);
  }
}
