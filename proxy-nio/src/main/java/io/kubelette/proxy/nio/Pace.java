package io.kubelette.proxy.nio;

import io.kubelette.service.Faults;
import java.util.concurrent.TimeUnit;

/**
 * Slows one direction of a session down, on purpose: what is read rests in the pipe for a while.
 *
 * <p>Owned by: the session's loop.
 */
final class Pace {

  /** A slow stream moves in pieces of a tenth of a second, not in one piece per buffer. */
  private static final int PIECES_PER_SECOND = 10;

  private final ProxyLoop loop;
  private final HalfPipe pipe;
  private final Faults faults;
  private final WheelTimer timer;

  /**
   * A pace for a pipe.
   *
   * @param goOn called when the pipe may move again
   */
  Pace(ProxyLoop loop, HalfPipe pipe, Faults faults, Runnable goOn) {
    this.loop = loop;
    this.pipe = pipe;
    this.faults = faults;
    this.timer =
        new WheelTimer(
            () -> {
              pipe.rest(false);
              goOn.run();
            });
    if (faults.bytesPerSecond() > 0) {
      pipe.readAtMost(
          (int)
              Math.max(
                  1, Math.min(Integer.MAX_VALUE, faults.bytesPerSecond() / PIECES_PER_SECOND)));
    }
  }

  /** Reads once, and lets what was read rest. */
  int pump() {
    pipe.rest(true);
    int count = pipe.pump(loop.scratch());
    if (count == 0) {
      pipe.rest(false);
    } else {
      loop.setTimer(timer, nanos(count));
    }
    return count;
  }

  void cancel() {
    timer.cancel();
  }

  private long nanos(int count) {
    long delay = faults.delay().toNanos();
    long rate = faults.bytesPerSecond();
    return rate == 0 ? delay : delay + count * TimeUnit.SECONDS.toNanos(1) / rate;
  }
}
