package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.fake.Fault.Effect;
import io.kubelette.runtime.fake.Fault.Special;
import io.kubelette.runtime.fake.RuntimeCall.Operation;
import java.time.Duration;

/** Writes faults of a pod's sandbox and volumes, and of all its containers, into the script. */
public final class PodFaults extends ContainerFaults {

  private PodFaults(Script script) {
    super(script);
  }

  static PodFaults of(Faults faults, Selector selector) {
    return new PodFaults(Script.of(faults, selector));
  }

  @Override
  public PodFaults times(int count) {
    return new PodFaults(script().times(count));
  }

  /** Running the sandbox fails, and none is made. */
  public Fault sandboxFails(Kind kind, String message) {
    return call(Operation.RUN_SANDBOX).fails(kind, message);
  }

  /** Running the sandbox takes so long by the runtime's clock; none under manual time. */
  public Fault sandboxTakes(Duration time) {
    return call(Operation.RUN_SANDBOX).takes(time);
  }

  /** Running the sandbox waits until the fault is lifted, or the caller interrupted. */
  public Fault sandboxHangs() {
    return call(Operation.RUN_SANDBOX).hangs();
  }

  /** The sandbox runs, but the caller is told {@code TRANSIENT}, as if the answer was lost. */
  public Fault sandboxLosesAnswer() {
    return call(Operation.RUN_SANDBOX).losesAnswer();
  }

  /** The sandbox is lost so long after it began to run; its containers run on without it. */
  public Fault losesSandboxAfter(Duration time) {
    return script().add(Special.SANDBOX_LOSS, Effect.after(time));
  }

  /** No file of a volume can be written, as on a disk that is full. */
  public Fault volumesFail(String message) {
    return script().add(Special.VOLUME, Effect.of(Kind.TRANSIENT, message));
  }
}
