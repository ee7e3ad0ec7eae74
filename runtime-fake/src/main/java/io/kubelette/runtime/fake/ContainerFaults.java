package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.fake.Fault.Effect;
import io.kubelette.runtime.fake.Fault.Special;
import io.kubelette.runtime.fake.RuntimeCall.Operation;
import java.time.Duration;

/**
 * Writes faults of containers into the script.
 *
 * <p>Each method adds one fault and returns it. A fault strikes always, unless {@link #times} says
 * how often. Where several apply, the one written first strikes until it is used up: so "fails
 * twice, then takes three seconds" is two lines. Thread-safe because it does not change.
 */
public sealed class ContainerFaults permits ImageFaults, PodFaults {

  private final Script script;

  ContainerFaults(Script script) {
    this.script = script;
  }

  static ContainerFaults of(Faults faults, Selector selector) {
    return new ContainerFaults(Script.of(faults, selector));
  }

  /** The same, but each fault strikes only so often. */
  public ContainerFaults times(int count) {
    return new ContainerFaults(script.times(count));
  }

  /**
   * Writes faults of one call, whichever it is, about whom this is about. Of a command the call is
   * only its begin; {@link #execTakes} and {@link #execHangs} are about its end.
   *
   * @throws IllegalArgumentException for {@code WATCH}, see {@link FakeRuntime#whenCall}
   */
  public CallFaults call(Operation operation) {
    return new CallFaults(script, operation);
  }

  /** Creating the container fails, and none is made. */
  public Fault createFails(Kind kind, String message) {
    return call(Operation.CREATE_CONTAINER).fails(kind, message);
  }

  /** Creating the container takes so long by the runtime's clock; none under manual time. */
  public Fault createTakes(Duration time) {
    return call(Operation.CREATE_CONTAINER).takes(time);
  }

  /** Creating the container waits until the fault is lifted, or the caller interrupted. */
  public Fault createHangs() {
    return call(Operation.CREATE_CONTAINER).hangs();
  }

  /** The container is made, but the caller is told {@code TRANSIENT}, as if the answer was lost. */
  public Fault createLosesAnswer() {
    return call(Operation.CREATE_CONTAINER).losesAnswer();
  }

  /** Starting the container fails, and it stays as created. */
  public Fault startFails(Kind kind, String message) {
    return call(Operation.START_CONTAINER).fails(kind, message);
  }

  /** The container starts, but the caller is told {@code TRANSIENT}, as if the answer was lost. */
  public Fault startLosesAnswer() {
    return call(Operation.START_CONTAINER).losesAnswer();
  }

  /**
   * The program cannot begin: the start is {@code REJECTED}, and the container is observed as
   * exited with that code, reason {@code ContainerCannotRun}.
   *
   * @param code 127 where the command is not found, 126 where it cannot be executed
   */
  public Fault cannotRun(int code, String message) {
    return script.add(Special.CANNOT_RUN, Effect.exit(Duration.ZERO, code, message));
  }

  /** The container ends by itself so long after its start, with that code. */
  public Fault exitsAfter(Duration time, int code) {
    return script.add(Special.END, Effect.exit(time, code, Exits.reason(code)));
  }

  /** The container is killed for its memory so long after its start. */
  public Fault oomKilledAfter(Duration time) {
    return script.add(Special.END, Effect.exit(time, Exits.KILLED, Exits.OOM_KILLED));
  }

  /** The container is removed behind everyone's back so long after its start. */
  public Fault vanishesAfter(Duration time) {
    return script.add(Special.VANISHING, Effect.after(time));
  }

  /** SIGTERM has no effect. */
  public Fault ignoresTerm() {
    return script.add(Special.TERMINATE, Effect.NONE);
  }

  /**
   * Starting takes so long by the runtime's clock, before it succeeds or fails. Under manual time
   * it takes none: that clock does not sleep.
   */
  public Fault startTakes(Duration time) {
    return call(Operation.START_CONTAINER).takes(time);
  }

  /**
   * Starting waits until the fault is lifted, or the caller interrupted. Not for a test on manual
   * time: its one thread would wait for itself.
   */
  public Fault startHangs() {
    return call(Operation.START_CONTAINER).hangs();
  }

  /**
   * A command in the container does not run, but ends with that code and has printed that: on
   * standard output if the code is 0, else on standard error. So probes and hooks succeed and fail.
   */
  public Fault execReturns(int code, String output) {
    return script.add(Special.COMMAND_RESULT, Effect.exit(Duration.ZERO, code, output));
  }

  /** No command can be begun in the container. */
  public Fault execFails(Kind kind, String message) {
    return call(Operation.EXEC).fails(kind, message);
  }

  /** A command's end is told so much later by the runtime's clock. */
  public Fault execTakes(Duration time) {
    return script.add(Special.COMMAND_DELAY, Effect.after(time));
  }

  /** A command's end is not told until the fault is lifted, or the caller interrupted. */
  public Fault execHangs() {
    return script.add(Special.COMMAND_HANG, Effect.NONE);
  }

  /** Changing the container's resources fails, and nothing changes. */
  public Fault updateFails(Kind kind, String message) {
    return call(Operation.UPDATE).fails(kind, message);
  }

  final Script script() {
    return script;
  }
}
