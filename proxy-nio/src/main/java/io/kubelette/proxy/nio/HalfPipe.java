package io.kubelette.proxy.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: what is read from the source is written to the sink.
 *
 * <pre>
 *   FLOWING ── the source ends ──► FINISHED
 *      └────── the sink fails ───► BROKEN
 * </pre>
 *
 * <p>What each end waits for follows from the phase and from whether something is held; nobody
 * toggles it:
 *
 * <pre>
 *                       source is read   sink is written
 *   FLOWING             yes              no
 *   FLOWING, holding    no               yes               back-pressure
 *   FINISHED, BROKEN    no               no
 * </pre>
 *
 * <p>Since nothing is read while something is held, the end of the source is never seen before all
 * that came before it is written. Owned by: the session's loop.
 */
final class HalfPipe {

  enum Phase {
    FLOWING,
    FINISHED,
    BROKEN
  }

  private final Conduit source;
  private final Conduit sink;
  private final OverflowPool pool;
  private Phase phase = Phase.FLOWING;
  private boolean cut;
  private boolean resting;
  private int most = Integer.MAX_VALUE;
  private long flushed;
  private @Nullable ByteBuffer held;

  HalfPipe(Conduit source, Conduit sink, OverflowPool pool) {
    this.source = source;
    this.sink = sink;
    this.pool = pool;
  }

  boolean wantsRead() {
    return phase == Phase.FLOWING && held == null && !resting;
  }

  boolean wantsWrite() {
    return held != null && !resting;
  }

  /** Stands still, on purpose, until it is told to go on: what is read meanwhile is held. */
  void rest(boolean still) {
    resting = still;
  }

  /** Reads so many bytes at a time at most. */
  void readAtMost(int bytes) {
    most = bytes;
  }

  /** How many bytes left as the sink had room for them: whether a sink that is full moves. */
  long flushed() {
    return flushed;
  }

  Phase phase() {
    return phase;
  }

  boolean isOver() {
    return phase != Phase.FLOWING;
  }

  /** Whether the stream ended otherwise than by the source's own end: its reader must learn it. */
  boolean isCut() {
    return cut || phase == Phase.BROKEN;
  }

  /** Whether the source failed: nothing can be written to it either. */
  boolean sourceFailed() {
    return cut;
  }

  /**
   * Reads once and writes at once what was read; holds what the sink does not take.
   *
   * @return the number of bytes read
   */
  int pump(ByteBuffer scratch) {
    scratch.clear().limit(Math.min(most, pool.readLimit()));
    int count;
    try {
      count = source.read(scratch);
    } catch (IOException reset) {
      cut = true;
      phase = Phase.FINISHED;
      return 0;
    }
    if (count > 0) {
      scratch.flip();
      if (!resting) {
        write(scratch);
      }
      if (scratch.hasRemaining() && phase == Phase.FLOWING) {
        held = pool.hold(scratch);
      }
    } else if (count < 0) {
      phase = Phase.FINISHED;
    }
    return Math.max(0, count);
  }

  /** Writes what is held. */
  void flush() {
    ByteBuffer rest = held;
    if (rest == null) {
      return;
    }
    int before = rest.remaining();
    write(rest);
    flushed += before - rest.remaining();
    if (!rest.hasRemaining() && held != null) {
      letGo();
    }
  }

  /** Gives the direction up; what is held is lost. */
  void breakSink() {
    if (phase != Phase.FINISHED) {
      phase = Phase.BROKEN;
    }
    letGo();
  }

  private void write(ByteBuffer bytes) {
    try {
      sink.write(bytes);
    } catch (IOException broken) {
      breakSink();
    }
  }

  private void letGo() {
    if (held != null) {
      pool.release(held);
      held = null;
    }
  }
}
