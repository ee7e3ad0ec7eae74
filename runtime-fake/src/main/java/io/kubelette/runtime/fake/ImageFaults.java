package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.fake.Fault.Effect;
import io.kubelette.runtime.fake.Fault.Moment;
import java.time.Duration;

/** Writes faults of an image, and of all containers that run it, into the script. */
public final class ImageFaults extends ContainerFaults {

  private ImageFaults(Faults faults, Selector selector, int times) {
    super(faults, selector, times);
  }

  static ImageFaults of(Faults faults, Selector selector) {
    return new ImageFaults(faults, selector, Fault.ALWAYS);
  }

  @Override
  public ImageFaults times(int count) {
    return new ImageFaults(faults(), selector(), count);
  }

  /** Pulling fails: {@code NOT_FOUND}, {@code REJECTED} (denied), {@code TRANSIENT} and so on. */
  public Fault pullFails(Kind kind, String message) {
    return add(Moment.PULL, Effect.of(kind, message));
  }

  /**
   * Pulling takes so long by the runtime's clock, before it succeeds or fails. Under manual time it
   * takes none: that clock does not sleep.
   */
  public Fault pullTakes(Duration time) {
    return add(Moment.PULL_DELAY, delay(time));
  }

  /**
   * Pulling is {@code REJECTED} unless one of the credentials is that user's with that password.
   */
  public Fault pullNeeds(String username, String password) {
    return add(Moment.PULL_KEY, Effect.of(Kind.REJECTED, username + ":" + password));
  }

  /**
   * Pulling waits until the fault is lifted, or the caller interrupted. Not for a test on manual
   * time: its one thread would wait for itself.
   */
  public Fault pullHangs() {
    return add(Moment.PULL_HANG, Effect.NONE);
  }
}
