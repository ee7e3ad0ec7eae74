package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.fake.Fault.Effect;
import io.kubelette.runtime.fake.Fault.Special;
import io.kubelette.runtime.fake.RuntimeCall.Operation;
import java.time.Duration;

/** Writes faults of an image, and of all containers that run it, into the script. */
public final class ImageFaults extends ContainerFaults {

  private ImageFaults(Script script) {
    super(script);
  }

  static ImageFaults of(Faults faults, Selector selector) {
    return new ImageFaults(Script.of(faults, selector));
  }

  @Override
  public ImageFaults times(int count) {
    return new ImageFaults(script().times(count));
  }

  /** Pulling fails: {@code NOT_FOUND}, {@code REJECTED} (denied), {@code TRANSIENT} and so on. */
  public Fault pullFails(Kind kind, String message) {
    return call(Operation.PULL_IMAGE).fails(kind, message);
  }

  /**
   * Pulling takes so long by the runtime's clock, before it succeeds or fails; its layers, which
   * {@link FakeRuntime#describe} tells, arrive one after the other. Under manual time it takes
   * none: that clock does not sleep.
   */
  public Fault pullTakes(Duration time) {
    return call(Operation.PULL_IMAGE).takes(time);
  }

  /**
   * Pulling is {@code REJECTED} unless one of the credentials is that user's with that password.
   */
  public Fault pullNeeds(String username, String password) {
    return script().add(Special.PULL_KEY, Effect.of(Kind.REJECTED, username + ":" + password));
  }

  /**
   * Pulling waits until the fault is lifted, or the caller interrupted. Not for a test on manual
   * time: its one thread would wait for itself.
   */
  public Fault pullHangs() {
    return call(Operation.PULL_IMAGE).hangs();
  }

  /** Looking whether the image is present fails. */
  public Fault inspectFails(Kind kind, String message) {
    return call(Operation.IMAGE).fails(kind, message);
  }
}
