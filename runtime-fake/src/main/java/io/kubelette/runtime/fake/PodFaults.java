package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.fake.Fault.Effect;
import io.kubelette.runtime.fake.Fault.Moment;

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

  /** The sandbox runs, but the caller is told {@code TRANSIENT}, as if the answer was lost. */
  public Fault sandboxLosesAnswer() {
    return add(Moment.SANDBOX_ANSWER, answerLost());
  }
}
