package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.fake.Fault.Effect;
import io.kubelette.runtime.fake.Fault.Part;
import io.kubelette.runtime.fake.RuntimeCall.Operation;
import java.time.Duration;

/**
 * Writes faults of one call of the runtime into the script: the same four for every call but {@code
 * WATCH}, which none can be written for.
 *
 * <p>They come in this order: a call takes its time, hangs, fails, or is done and loses its answer.
 * Thread-safe because it does not change.
 */
public final class CallFaults {

  private final Script script;
  private final Operation operation;

  CallFaults(Script script, Operation operation) {
    if (operation == Operation.WATCH) {
      throw new IllegalArgumentException(
          "WATCH does not ask the engine and cannot go wrong; loseEvents() breaks its stream");
    }
    this.script = script;
    this.operation = operation;
  }

  /** The same, but each fault strikes only so often. */
  public CallFaults times(int count) {
    return new CallFaults(script.times(count), operation);
  }

  /** The call fails, and nothing is done. */
  public Fault fails(Kind kind, String message) {
    return add(Part.FAILURE, Effect.of(kind, message));
  }

  /**
   * The call takes so long by the runtime's clock, before it succeeds or fails. Under manual time
   * it takes none: that clock does not sleep.
   */
  public Fault takes(Duration time) {
    return add(Part.DELAY, Effect.after(time));
  }

  /**
   * The call waits until the fault is lifted, or the caller interrupted. Not for a test on manual
   * time: its one thread would wait for itself.
   */
  public Fault hangs() {
    return add(Part.HANG, Effect.NONE);
  }

  /**
   * It is done, but the caller is told {@code TRANSIENT}, as if the answer was lost. A session or a
   * connection that was begun is closed again.
   */
  public Fault losesAnswer() {
    return add(Part.ANSWER, Effect.of(Kind.TRANSIENT, "the engine did not answer"));
  }

  private Fault add(Part part, Effect effect) {
    return script.add(new Fault.Call(operation, part), effect);
  }
}
