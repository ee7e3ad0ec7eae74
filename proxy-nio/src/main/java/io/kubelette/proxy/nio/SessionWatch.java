package io.kubelette.proxy.nio;

import java.util.concurrent.ThreadLocalRandom;

/**
 * When a session must be looked at again: one timer for all its deadlines, so that most connections
 * cost the wheel one entry and never a second look.
 *
 * <p>Owned by: the session's loop.
 */
final class SessionWatch {

  /** What is watched. */
  interface Watched {

    /** A deadline has passed. */
    void abandon();

    /** The connection lasts: silent peers are to be asked from now on. */
    void keepAlive();

    /** How many bytes full peers have taken so far, or -1 where none is full. */
    long progress();
  }

  private static final long NEVER = Long.MAX_VALUE;

  private final ProxyLoop loop;
  private final Watched session;
  private final WheelTimer timer = new WheelTimer(this::look);
  private final long idle;
  private final long stall;
  private final long age;
  private final long start;
  private long keepAliveIn;
  private long endIn = NEVER;
  private long wakeIn = NEVER;
  private long lastMove;
  private long seen = -1;
  private long seenAt;

  SessionWatch(ProxyLoop loop, Watched session, PortState port) {
    this.loop = loop;
    this.session = session;
    this.idle = port.rules().idle();
    this.age = port.rules().settings().timeouts().age().toNanos();
    this.stall = port.tcp().writeStall().toNanos();
    this.keepAliveIn = orNever(port.tcp().keepAlive().idle().toNanos());
    this.start = loop.turnTime();
    this.lastMove = 0;
  }

  void begin() {
    wake(Math.min(keepAliveIn, orNever(idle)));
    if (age > 0) {
      // Connections that began together shall not end together.
      endAfter(age - ThreadLocalRandom.current().nextLong(age / 10 + 1));
    }
  }

  /** Something was read or written. */
  void moved() {
    if (idle > 0) {
      lastMove = elapsed();
    }
  }

  /** A peer is full: it must take something in time. */
  void full() {
    if (stall > 0 && seen < 0) {
      seen = session.progress();
      seenAt = elapsed();
      wake(seenAt + stall);
    }
  }

  /** The session ends after that many nanoseconds, unless it ends before. */
  void endAfter(long nanos) {
    endIn = Math.min(endIn, elapsed() + nanos);
    wake(endIn);
  }

  void cancel() {
    timer.cancel();
  }

  private void look() {
    wakeIn = NEVER;
    // The wheel goes by the clock: by the turn's time, a little earlier, nothing might be due yet.
    long now = loop.nanoTime() - start;
    if (now >= endIn || (idle > 0 && now - lastMove >= idle) || isStalled(now)) {
      session.abandon();
      return;
    }
    if (now >= keepAliveIn) {
      keepAliveIn = NEVER;
      session.keepAlive();
    }
    long next = Math.min(endIn, keepAliveIn);
    next = idle > 0 ? Math.min(next, lastMove + idle) : next;
    wake(seen >= 0 ? Math.min(next, seenAt + stall) : next);
  }

  private boolean isStalled(long now) {
    if (seen < 0 || now - seenAt < stall) {
      return false;
    }
    long progress = session.progress();
    if (progress == seen) {
      return true;
    }
    seen = progress;
    seenAt = now;
    return false;
  }

  private void wake(long at) {
    if (at < wakeIn) {
      wakeIn = at;
      loop.setTimer(timer, at - (loop.nanoTime() - start));
    }
  }

  private long elapsed() {
    return loop.turnTime() - start;
  }

  private static long orNever(long nanos) {
    return nanos == 0 ? NEVER : nanos;
  }
}
