package io.kubelette.pod;

import io.kubelette.loop.EventLoop;
import io.kubelette.loop.IoPool;
import io.kubelette.loop.Trip;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Closes a stream through which nothing has passed for a time.
 *
 * <p>Thread-safe: the timer belongs to the loop, the rest is read and written by whoever uses the
 * stream. There is one timer for each stream, set anew when it fires and not with each byte.
 */
final class IdleEnd {

  private final EventLoop loop;
  private final IoPool pool;
  private final Duration limit;
  private EventLoop.@Nullable Timer timer;
  private volatile @Nullable Runnable closing;
  private volatile long moved;
  private volatile boolean reached;

  private IdleEnd(Trip.Route route, Duration limit) {
    this.loop = route.loop();
    this.pool = route.pool();
    this.limit = limit;
    this.moved = loop.clock().nanoTime();
  }

  static IdleEnd after(Duration limit, Trip.Route route) {
    return new IdleEnd(route, limit);
  }

  /** Begins to watch; what it is told to close it closes on the pool. */
  void begin(Runnable close) {
    closing = close;
    loop.execute(() -> wait(limit));
  }

  /** Something has passed. */
  void moved() {
    moved = loop.clock().nanoTime();
  }

  /** Whether it has closed the stream. */
  boolean reached() {
    return reached;
  }

  /** What is said of a stream that it has closed. */
  String message() {
    return "nothing has passed for " + limit + ": the node has closed the stream";
  }

  /** The stream is closed otherwise. May be called more than once. */
  void cancel() {
    closing = null;
    loop.execute(this::cancelTimer);
  }

  OutputStream over(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(int octet) throws IOException {
        out.write(octet);
        moved();
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        moved();
      }
    };
  }

  InputStream over(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int octet = in.read();
        moved();
        return octet;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        moved();
        return count;
      }
    };
  }

  private void wait(Duration time) {
    if (closing != null) {
      timer = loop.schedule(time, this::look);
    }
  }

  private void look() {
    Runnable close = closing;
    Duration left = limit.minusNanos(loop.clock().nanoTime() - moved);
    if (close == null) {
      return;
    }
    if (left.isNegative() || left.isZero()) {
      closing = null;
      reached = true;
      pool.execute(close);
    } else {
      wait(left);
    }
  }

  private void cancelTimer() {
    EventLoop.Timer waiting = timer;
    if (waiting != null) {
      waiting.cancel();
    }
  }
}
