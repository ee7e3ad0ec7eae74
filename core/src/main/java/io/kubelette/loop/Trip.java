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
 *      └────── cancel ──────►┘            the body's end, the cancellation of a waiting body,
 *                                         and the deadline of a running one
 * </pre>
 *
 * <p>A body that was cancelled while it waited never runs. A running one is interrupted, by {@link
 * #cancel()} and at the deadline; after the deadline the trip lands even if the body ignores its
 * interrupt, and what the body does later is dropped. A trip whose loop is closed never lands.
 *
 * <p>{@code begin} and {@code cancel} are called on the loop. Stage, runner and deadline are
 * guarded by {@code this}, since the body's thread sets them too; {@code landed} belongs to the
 * loop.
 */
public final class Trip<T> {

  /**
   * From where to where a trip goes.
   *
   * @param loop where it begins and lands
   * @param pool where its body runs
   * @param deadline how long the body may run before it is interrupted and given up
   */
  public record Route(EventLoop loop, IoPool pool, Duration deadline) {}

  private enum Stage {
    WAITING,
    RUNNING,
    OVER
  }

  private final Route route;
  private final Callable<T> body;
  private final Consumer<Landing<T>> onLanding;
  private Stage stage = Stage.WAITING;
  private @Nullable Thread runner;
  private EventLoop.@Nullable Timer deadline;
  private boolean landed;

  private Trip(Route route, Callable<T> body, Consumer<Landing<T>> onLanding) {
    this.route = route;
    this.body = body;
    this.onLanding = onLanding;
  }

  /** Sends the body on its way. The result must not be null. */
  public static <T> Trip<T> begin(Route route, Callable<T> body, Consumer<Landing<T>> onLanding) {
    Trip<T> trip = new Trip<>(route, body, onLanding);
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
    if (!enterRunning()) {
      return;
    }
    Landing<T> landing;
    try {
      landing = Landing.of(body.call());
    } catch (InterruptedException interrupted) {
      landing = Landing.failed(new CancellationException("cancelled while it ran"));
    } catch (Exception | Error failure) {
      landing = Landing.failed(failure);
    }
    leaveRunning();
    post(landing);
  }

  private void expire() {
    interrupt();
    land(Landing.failed(new TimeoutException("no answer within " + route.deadline())));
  }

  private void post(Landing<T> landing) {
    route.loop().execute(() -> land(landing));
  }

  private void land(Landing<T> landing) {
    if (landed) {
      return;
    }
    landed = true;
    cancelDeadline();
    onLanding.accept(landing);
  }

  private synchronized void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel();
    }
  }

  private synchronized boolean leaveWaiting() {
    boolean waiting = stage == Stage.WAITING;
    if (waiting) {
      stage = Stage.OVER;
    }
    return waiting;
  }

  private synchronized boolean enterRunning() {
    if (stage != Stage.WAITING) {
      return false;
    }
    stage = Stage.RUNNING;
    runner = Thread.currentThread();
    deadline = route.loop().schedule(route.deadline(), this::expire);
    return true;
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
