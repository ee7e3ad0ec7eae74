package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.fake.Fault.Effect;
import io.kubelette.runtime.fake.Fault.Moment;
import java.time.Duration;

/** Writes faults of a pod's sandbox, and of all its containers, into the script. */
public final class PodFaults extends ContainerFaults {

  private PodFaults(Faults faults, Selector selector, int times) {
    super(faults, selector, times);
  }

  static PodFaults of(Faults faults, Selector selector) {
    return new PodFaults(faults, selector, Fault.ALWAYS);
  }

  @Override
  public PodFaults times(int count) {
    return new PodFaults(faults(), selector(), count);
  }

  /** Running the sandbox fails, and none is made. */
  public Fault sandboxFails(Kind kind, String message) {
    return add(Moment.SANDBOX, Effect.of(kind, message));
  }

  /** Running the sandbox takes so long by the runtime's clock; none under manual time. */
  public Fault sandboxTakes(Duration time) {
    return add(Moment.SANDBOX_DELAY, delay(time));
  }

  /** Running the sandbox waits until the fault is lifted, or the caller interrupted. */
  public Fault sandboxHangs() {
    return add(Moment.SANDBOX_HANG, Effect.NONE);
  }

  /** The sandbox runs, but the caller is told {@code TRANSIENT}, as if the answer was lost. */
  public Fault sandboxLosesAnswer() {
    return add(Moment.SANDBOX_ANSWER, answerLost());
  }
}
