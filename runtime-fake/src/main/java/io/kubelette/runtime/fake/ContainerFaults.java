package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.fake.Fault.Effect;
import io.kubelette.runtime.fake.Fault.Moment;
import java.time.Duration;

/**
 * Writes faults of containers into the script.
 *
 * <p>Each method adds one fault and returns it. A fault strikes always, unless {@link #times} says
 * how often. Where several apply, the one written first strikes until it is used up: so "fails
 * twice, then takes three seconds" is two lines. Thread-safe because it does not change.
 */
public sealed class ContainerFaults permits ImageFaults, PodFaults {

  private final Faults faults;
  private final Selector selector;
  private final int times;

  ContainerFaults(Faults faults, Selector selector, int times) {
    if (times < 1) {
      throw new IllegalArgumentException("a fault strikes at least once, not " + times + " times");
    }
    this.faults = faults;
    this.selector = selector;
    this.times = times;
  }

  static ContainerFaults of(Faults faults, Selector selector) {
    return new ContainerFaults(faults, selector, Fault.ALWAYS);
  }

  /** The same, but each fault strikes only so often. */
  public ContainerFaults times(int count) {
    return new ContainerFaults(faults, selector, count);
  }

  /** Creating the container fails, and none is made. */
  public Fault createFails(Kind kind, String message) {
    return add(Moment.CREATE, Effect.of(kind, message));
  }

  /** The container is made, but the caller is told {@code TRANSIENT}, as if the answer was lost. */
  public Fault createLosesAnswer() {
    return add(Moment.CREATE_ANSWER, answerLost());
  }

  /** Starting the container fails, and it stays as created. */
  public Fault startFails(Kind kind, String message) {
    return add(Moment.START, Effect.of(kind, message));
  }

  /** The container starts, but the caller is told {@code TRANSIENT}, as if the answer was lost. */
  public Fault startLosesAnswer() {
    return add(Moment.START_ANSWER, answerLost());
  }

  /**
   * The program cannot begin: the start is {@code REJECTED}, and the container is observed as
   * exited with that code, reason {@code ContainerCannotRun}.
   *
   * @param code 127 where the command is not found, 126 where it cannot be executed
   */
  public Fault cannotRun(int code, String message) {
    return add(Moment.CANNOT_RUN, Effect.exit(Duration.ZERO, code, message));
  }

  /** The container ends by itself so long after its start, with that code. */
  public Fault exitsAfter(Duration time, int code) {
    return add(Moment.RUN, Effect.exit(time, code, Exits.reason(code)));
  }

  /** The container is killed for its memory so long after its start. */
  public Fault oomKilledAfter(Duration time) {
    return add(Moment.RUN, Effect.exit(time, Exits.KILLED, Exits.OOM_KILLED));
  }

  /** SIGTERM has no effect. */
  public Fault ignoresTerm() {
    return add(Moment.TERMINATE, Effect.NONE);
  }

  /**
   * Starting takes so long by the runtime's clock, before it succeeds or fails. Under manual time
   * it takes none: that clock does not sleep.
   */
  public Fault startTakes(Duration time) {
    return add(Moment.START_DELAY, delay(time));
  }

  /**
   * Starting waits until the fault is lifted, or the caller interrupted. Not for a test on manual
   * time: its one thread would wait for itself.
   */
  public Fault startHangs() {
    return add(Moment.START_HANG, Effect.NONE);
  }

  /**
   * A command in the container does not run, but ends with that code and has printed that: on
   * standard output if the code is 0, else on standard error. So probes and hooks succeed and fail.
   */
  public Fault execReturns(int code, String output) {
    return add(Moment.EXEC_RESULT, Effect.exit(Duration.ZERO, code, output));
  }

  /** No command can be begun in the container. */
  public Fault execFails(Kind kind, String message) {
    return add(Moment.EXEC, Effect.of(kind, message));
  }

  /** A command's end is told so much later by the runtime's clock. */
  public Fault execTakes(Duration time) {
    return add(Moment.EXEC_DELAY, delay(time));
  }

  /** A command's end is not told until the fault is lifted, or the caller interrupted. */
  public Fault execHangs() {
    return add(Moment.EXEC_HANG, Effect.NONE);
  }

  /** Changing the container's resources fails, and nothing changes. */
  public Fault updateFails(Kind kind, String message) {
    return add(Moment.UPDATE, Effect.of(kind, message));
  }

  static Effect delay(Duration time) {
    return new Effect(Kind.TRANSIENT, 0, time, "");
  }

  final Fault add(Moment moment, Effect effect) {
    return faults.add(new Fault(moment, selector, effect, times));
  }

  final Faults faults() {
    return faults;
  }

  final Selector selector() {
    return selector;
  }

  static Effect answerLost() {
    return Effect.of(Kind.TRANSIENT, "the engine did not answer");
  }
}
