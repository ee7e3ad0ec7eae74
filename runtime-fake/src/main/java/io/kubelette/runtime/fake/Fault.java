package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
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
  enum Moment {
    SANDBOX_DELAY,
    SANDBOX_HANG,
    SANDBOX,
    SANDBOX_ANSWER,
    PULL_HANG,
    PULL_DELAY,
    PULL,
    PULL_KEY,
    CREATE,
    CREATE_ANSWER,
    START_DELAY,
    START_HANG,
    START,
    START_ANSWER,
    CANNOT_RUN,
    RUN,
    TERMINATE,
    EXEC,
    EXEC_DELAY,
    EXEC_HANG,
    EXEC_RESULT,
    UPDATE
  }

  /** What it does there; which of the parts count depends on the moment. */
  record Effect(Kind kind, int code, Duration after, String text) {

    static final Effect NONE = of(Kind.TRANSIENT, "");

    static Effect of(Kind kind, String message) {
      return new Effect(kind, 0, Duration.ZERO, message);
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

  synchronized boolean isSpent() {
    return left == 0;
  }

  /** Whether it strikes here and now; counts it if so. */
  synchronized boolean strikes(Moment here, Selector.Subject subject) {
    if (here != moment || left == 0 || !selector.matches(subject)) {
      return false;
    }
    strikes++;
    if (left != ALWAYS) {
      left--;
    }
    return true;
  }
}
