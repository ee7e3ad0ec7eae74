package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.fake.RuntimeCall.Operation;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A line of the script: what happens instead of the usual, to whom and how often.
 *
 * <p>Thread-safe because every method holds its monitor, but for the wait for its end.
 */
public final class Fault {

  static final int ALWAYS = Integer.MAX_VALUE;

  /** Where in the life of a pod a fault strikes. */
  sealed interface Moment {}

  /** A part of a call of the runtime. */
  record Call(Operation operation, Part part) implements Moment {}

  /** What can go wrong with every call. */
  enum Part {
    DELAY,
    HANG,
    FAILURE,
    ANSWER
  }

  /** What is more than a call that goes wrong. */
  enum Special implements Moment {
    SANDBOX_LOSS,
    PULL_KEY,
    CANNOT_RUN,
    END,
    VANISHING,
    TERMINATE,
    COMMAND_DELAY,
    COMMAND_HANG,
    COMMAND_RESULT,
    VOLUME
  }

  /** What it does there; which of the parts count depends on the moment. */
  record Effect(Kind kind, int code, Duration after, String text) {

    static final Effect NONE = of(Kind.TRANSIENT, "");

    static Effect of(Kind kind, String message) {
      return new Effect(kind, 0, Duration.ZERO, message);
    }

    static Effect after(Duration time) {
      return new Effect(Kind.TRANSIENT, 0, time, "");
    }

    static Effect exit(Duration after, int code, String reason) {
      return new Effect(Kind.REJECTED, code, after, reason);
    }

    ContainerRuntimeException failure() {
      return new ContainerRuntimeException(kind, text);
    }
  }

  private final Moment moment;
  private final Selector selector;
  private final Effect effect;
  private final CountDownLatch lifted = new CountDownLatch(1);
  private int left;
  private int strikes;

  Fault(Moment moment, Selector selector, Effect effect, int times) {
    this.moment = moment;
    this.selector = selector;
    this.effect = effect;
    this.left = times;
  }

  /** Ends the fault: what it held up goes on, and it does not strike again. */
  public synchronized void lift() {
    left = 0;
    lifted.countDown();
  }

  /** How often it has struck so far. */
  public synchronized int strikes() {
    return strikes;
  }

  Effect effect() {
    return effect;
  }

  void awaitLifted() throws InterruptedException {
    lifted.await();
  }

  /**
   * Whether nothing can come of it any more. What holds its callers up is not over at its last
   * strike: they wait for its end.
   */
  synchronized boolean isOver() {
    return left == 0 && (!holdsUp() || lifted.getCount() == 0);
  }

  private boolean holdsUp() {
    return moment == Special.COMMAND_HANG
        || moment instanceof Call call && call.part() == Part.HANG;
  }

  /** Whether it strikes here and now; counts it if so. */
  synchronized boolean strikes(Moment here, Selector.Subject subject) {
    if (left == 0 || !here.equals(moment) || !selector.matches(subject)) {
      return false;
    }
    strikes++;
    if (left != ALWAYS) {
      left--;
    }
    return true;
  }
}
