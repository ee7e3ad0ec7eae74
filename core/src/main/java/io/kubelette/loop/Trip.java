package io.kubelette.loop;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work that leaves an event loop for the I/O pool and lands back on the loop exactly once.
 *
 * <pre>
 *   WAITING ──► RUNNING ──► OVER          landed: on the loop, once, whichever comes first of
 *      └─ cancel, patience ─►┘            the body's end, the cancellation of a waiting body, the
 *                                         end of the patience with one that gets no thread, and
 *                                         the deadline of a running one
 * </pre>
 *
 * <p>A body that was cancelled or given up while it waited never runs. A running one is
 * interrupted, by {@link #cancel()} and at the deadline; after the deadline the trip lands even if
 * the body ignores its interrupt, and what the body does later is dropped. A trip whose loop is
 * closed never lands.
 *
 * <p>{@code begin} and {@code cancel} are called on the loop. Stage, body, runner and start are
 * guarded by {@code this}, since the body's thread sets them too; the timer and {@code landed}
 * belong to the loop. One timer serves both limits: most trips end long before either.
 */
public final class Trip<T> {

  /**
   * From where to where a trip goes.
   *
   * @param loop where it begins and lands
   * @param pool where its body runs
   * @param deadline how long the body may run before it is interrupted and given up
   * @param patience how long it may wait for a thread before it is given up
   */
  public record Route(EventLoop loop, IoPool pool, Duration deadline, Duration patience) {

    /** One that waits for a thread as long as it may run. */
    public Route(EventLoop loop, IoPool pool, Duration deadline) {
      this(loop, pool, deadline, deadline);
    }

    /** The same, which waits so long for a thread. */
    public Route withPatience(Duration patience) {
      return new Route(loop, pool, deadline, patience);
    }
  }

  /** A body got no thread in time; it has not run and never will. */
  public static final class NoThreadException extends TimeoutException {

    private static final long serialVersionUID = 1L;

    private NoThreadException(Duration patience) {
      super("no thread was free within " + patience);
    }
  }

  private enum Stage {
    WAITING,
    RUNNING,
    OVER
  }

  private final Route route;
  private @Nullable Callable<T> body;
  private final Consumer<Landing<T>> onLanding;
  private Stage stage = Stage.WAITING;
  private @Nullable Thread runner;
  private EventLoop.Timer timer = () -> {};
  private long begunAt;
  private long startedAt;
  private boolean landed;

  private Trip(Route route, Callable<T> body, Consumer<Landing<T>> onLanding) {
    this.route = route;
    this.body = body;
    this.onLanding = onLanding;
  }

  /** Sends the body on its way. The result must not be null. */
  public static <T> Trip<T> begin(Route route, Callable<T> body, Consumer<Landing<T>> onLanding) {
    Trip<T> trip = new Trip<>(route, body, onLanding);
    trip.begunAt = route.loop().clock().nanoTime();
    trip.lookAfter(route.patience());
    route.pool().execute(trip::run);
    return trip;
  }

  /** Calls the trip back: it lands soon, as cancelled unless the body was quicker. */
  public void cancel() {
    if (leaveWaiting()) {
      post(Landing.failed(new CancellationException("cancelled before it began")));
    } else {
      interrupt();
    }
  }

  /**
   * Whether the body is at work: for who must not overtake one that was given up. May be called on
   * any thread.
   */
  public synchronized boolean isRunning() {
    return stage == Stage.RUNNING;
  }

  private void run() {
    Callable<T> entered = enterRunning();
    if (entered == null) {
      return;
    }
    Landing<T> landing;
    try {
      landing = Landing.of(entered.call());
    } catch (InterruptedException interrupted) {
      landing = Landing.failed(new CancellationException("cancelled while it ran"));
    } catch (Exception | Error failure) {
      landing = Landing.failed(failure);
    }
    leaveRunning();
    post(landing);
  }

  /**
   * Looks whether time is up, and never later than a body could have run into its deadline that
   * began right after the look before.
   */
  private void lookAfter(Duration left) {
    Duration next = left.compareTo(route.deadline()) < 0 ? left : route.deadline();
    timer = route.loop().schedule(next, this::expire);
  }

  private void expire() {
    Duration waits = left();
    if (isPositive(waits)) {
      lookAfter(waits);
    } else if (leaveWaiting()) {
      land(Landing.failed(new NoThreadException(route.patience())));
    } else if (isPositive(left())) {
      // It began just now.
      lookAfter(left());
    } else {
      interrupt();
      land(Landing.failed(new TimeoutException("no answer within " + route.deadline())));
    }
  }

  /** How long the trip may still wait, or its answer still take; that may be under way. */
  private synchronized Duration left() {
    long now = route.loop().clock().nanoTime();
    return stage == Stage.WAITING
        ? route.patience().minusNanos(now - begunAt)
        : route.deadline().minusNanos(now - startedAt);
  }

  private static boolean isPositive(Duration time) {
    return !time.isZero() && !time.isNegative();
  }

  private void post(Landing<T> landing) {
    route.loop().execute(() -> land(landing));
  }

  private void land(Landing<T> landing) {
    if (landed) {
      return;
    }
    landed = true;
    timer.cancel();
    onLanding.accept(landing);
  }

  private synchronized boolean leaveWaiting() {
    boolean waiting = stage == Stage.WAITING;
    if (waiting) {
      stage = Stage.OVER;
      startedAt = route.loop().clock().nanoTime();
      // The pool holds the trip until a thread takes it up.
      body = null;
    }
    return waiting;
  }

  private synchronized @Nullable Callable<T> enterRunning() {
    if (stage != Stage.WAITING) {
      return null;
    }
    stage = Stage.RUNNING;
    runner = Thread.currentThread();
    startedAt = route.loop().clock().nanoTime();
    return body;
  }

  private synchronized void leaveRunning() {
    stage = Stage.OVER;
    runner = null;
    // An interrupt meant for this body must not reach the next one on the thread.
    Thread.interrupted();
  }

  private synchronized void interrupt() {
    if (runner != null) {
      runner.interrupt();
    }
  }
}
