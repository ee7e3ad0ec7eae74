package io.kubelette.proxy.nio;

import io.kubelette.loop.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread with a selector, and all that its connections share: scratch buffer, overflow pool,
 * timers and counters.
 *
 * <p>Other threads hold it only to {@link #execute} and {@link #call}; everything else belongs to
 * the loop's thread. It survives whatever a handler, a timer or a task throws.
 */
final class ProxyLoop {

  private static final Logger LOG = LoggerFactory.getLogger(ProxyLoop.class);
  private static final long WAIT_FOR_EVER = 0;

  private final int index;
  private final Clock clock;
  private final Selector selector;
  private final Thread thread;
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Consumer<SelectionKey> dispatch = this::dispatch;
  private final TimingWheel.FailureSink timerFailure = this::survive;
  private final TimingWheel wheel;
  private final ByteBuffer scratch;
  private final OverflowPool overflow;
  private final LoopCounters counters = new LoopCounters();
  private final AcceptGate gate;
  private List<SelectableChannel> retired = new ArrayList<>();
  private List<SelectableChannel> burying = new ArrayList<>();
  private boolean open = true;
  private boolean turnIsTimed;
  private long turnTime;
  private volatile boolean ended;

  ProxyLoop(NioProxyConfig config, Clock clock, ThreadFactory threads, int index) {
    this.index = index;
    this.clock = clock;
    this.wheel = new TimingWheel(clock.nanoTime());
    this.scratch = ByteBuffer.allocateDirect(config.scratchBytes());
    this.overflow = new OverflowPool(config.scratchBytes(), config.overflowBytes());
    try {
      this.selector = Selector.open();
    } catch (IOException failure) {
      throw new UncheckedIOException("a proxy loop needs a selector", failure);
    }
    this.gate = new AcceptGate(this);
    this.thread = threads.newThread(this::run);
  }

  void start() {
    thread.start();
  }

  /** Gives back what a loop holds that was never started. */
  void discard() {
    gate.close();
    Channels.closeQuietly(selector);
  }

  /** Posts a task; from any thread. Dropped once the loop has ended. */
  void execute(Runnable task) {
    tasks.add(task);
    if (!inLoop()) {
      selector.wakeup();
    }
  }

  /**
   * Posts a task; the answer completes, on the loop, when it has run, and at once where the loop
   * has ended. From any thread.
   */
  CompletableFuture<Void> call(Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    execute(
        () -> {
          try {
            task.run();
          } finally {
            // Channels that the task retired are closed by the next turn; the answer waits for it.
            execute(() -> done.complete(null));
          }
        });
    if (ended) {
      done.complete(null);
    }
    return done;
  }

  boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  /** Ends the loop, and all that is registered with it, after the tasks posted before. */
  void stop() {
    execute(() -> open = false);
  }

  /** Waits for the thread of a stopped loop. */
  void join() {
    try {
      if (!inLoop()) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Its number among the loops of its proxy. */
  int index() {
    return index;
  }

  Selector selector() {
    return selector;
  }

  ByteBuffer scratch() {
    return scratch;
  }

  OverflowPool overflow() {
    return overflow;
  }

  LoopCounters counters() {
    return counters;
  }

  AcceptGate gate() {
    return gate;
  }

  long nanoTime() {
    return clock.nanoTime();
  }

  /** The time at which this turn first asked for it: cheap enough to ask with each read. */
  long turnTime() {
    if (!turnIsTimed) {
      turnIsTimed = true;
      turnTime = clock.nanoTime();
    }
    return turnTime;
  }

  void setTimer(WheelTimer timer, long delayNanos) {
    wheel.set(timer, clock.nanoTime() + delayNanos);
  }

  /**
   * Closes a channel once the selector has let go of it: closing one that is still registered would
   * cost four more system calls, and would defer the real end.
   */
  void retire(SelectableChannel channel) {
    SelectionKey key = channel.keyFor(selector);
    if (key == null) {
      Channels.closeQuietly(channel);
      return;
    }
    key.cancel();
    retired.add(channel);
  }

  private void run() {
    try {
      while (open && selector.isOpen()) {
        try {
          turn();
        } catch (IOException | RuntimeException | Error failure) {
          survive(failure);
        }
        // Nobody interrupts this thread on purpose; the mark would keep the selector from waiting.
        Thread.interrupted();
      }
    } finally {
      end();
    }
  }

  private void turn() throws IOException {
    turnIsTimed = false;
    List<SelectableChannel> released = retired;
    retired = burying;
    burying = released;
    select(released.isEmpty() && tasks.isEmpty());
    for (int i = 0; i < released.size(); i++) {
      Channels.closeQuietly(released.get(i));
    }
    if (!released.isEmpty()) {
      released.clear();
      gate.released();
    }
    wheel.advance(clock.nanoTime(), timerFailure);
    runTasks();
  }

  private void select(boolean mayWait) throws IOException {
    if (!mayWait) {
      selector.selectNow(dispatch);
      return;
    }
    long nanos = wheel.nanosUntilNext(clock.nanoTime());
    if (nanos == Long.MAX_VALUE) {
      selector.select(dispatch, WAIT_FOR_EVER);
    } else {
      selector.select(dispatch, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }
  }

  private void dispatch(SelectionKey key) {
    if (!key.isValid()) {
      return;
    }
    try {
      ((ChannelHandler) key.attachment()).ready(key);
    } catch (RuntimeException | Error failure) {
      survive(failure);
      // Not necessarily the same as before: a dialer hands its key to a session.
      abandon((ChannelHandler) key.attachment());
    }
  }

  private void runTasks() {
    // Only what was there before: a task that posts another must not keep the selector waiting.
    for (int waiting = tasks.size(); waiting > 0; waiting--) {
      Runnable task = tasks.poll();
      try {
        if (task != null) {
          task.run();
        }
      } catch (RuntimeException | Error failure) {
        survive(failure);
      }
    }
  }

  private void end() {
    for (SelectionKey key : selector.keys()) {
      abandon((ChannelHandler) key.attachment());
    }
    try {
      selector.selectNow();
    } catch (IOException | RuntimeException failure) {
      survive(failure);
    }
    retired.forEach(Channels::closeQuietly);
    burying.forEach(Channels::closeQuietly);
    gate.close();
    Channels.closeQuietly(selector);
    ended = true;
    while (!tasks.isEmpty()) {
      runTasks();
    }
  }

  private void abandon(ChannelHandler handler) {
    try {
      handler.abandon();
    } catch (RuntimeException | Error failure) {
      survive(failure);
    }
  }

  /** Tells of what a handler threw; what it was about has ended. */
  void survive(Throwable failure) {
    try {
      LOG.error("thread={} survives a failure", thread.getName(), failure);
    } catch (RuntimeException | Error notEvenLogged) {
      // A logger that fails, for want of memory or by its own fault, must not end the loop either.
      return;
    }
  }
}
