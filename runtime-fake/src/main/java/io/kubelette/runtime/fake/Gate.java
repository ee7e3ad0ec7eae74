package io.kubelette.runtime.fake;

import io.kubelette.loop.Clock;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.fake.Fault.Call;
import io.kubelette.runtime.fake.Fault.Part;
import io.kubelette.runtime.fake.RuntimeCall.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds calls up, and fails them, as the script says.
 *
 * <p>Thread-safe because it holds no state.
 */
record Gate(Faults faults, Clock clock) {

  /**
   * A call under way: what it is and whom it is about, which is looked up only where there is a
   * script.
   */
  record Passage(Operation operation, String title, Supplier<Selector.Subject> about) {

    Call part(Part part) {
      return new Call(operation, part);
    }
  }

  /** Waits as long as the script wants; to be done before {@link #requireOpen}. */
  void await(Passage passage) {
    if (faults.areNone()) {
      return;
    }
    Selector.Subject subject = passage.about().get();
    Duration delay = faults.delay(passage.part(Part.DELAY), subject);
    Optional<Fault> stuck = faults.strike(passage.part(Part.HANG), subject);
    try {
      if (!delay.isZero()) {
        clock.sleep(delay);
      }
      if (stuck.isPresent()) {
        stuck.get().awaitLifted();
      }
    } catch (InterruptedException interrupted) {
      throw interrupted(passage.operation() + " of " + passage.title(), interrupted);
    }
  }

  /** Fails the call if the script says so. */
  void requireOpen(Passage passage) {
    throwIfDue(passage, Part.FAILURE);
  }

  /**
   * Loses the answer of a call that is done, if the script says so. It is closed then if it can be:
   * nobody else holds it.
   */
  <T> T answer(Passage passage, T answer) {
    try {
      throwIfDue(passage, Part.ANSWER);
      return answer;
    } catch (ContainerRuntimeException lost) {
      if (answer instanceof AutoCloseable live) {
        close(live, lost);
      }
      throw lost;
    }
  }

  // Any type of AutoCloseable may throw what it likes: it is told with the loss.
  private static void close(AutoCloseable live, ContainerRuntimeException lost) {
    try {
      live.close();
    } catch (Exception failure) {
      lost.addSuppressed(failure);
    }
  }

  private void throwIfDue(Passage passage, Part part) {
    if (!faults.areNone()) {
      faults.throwIfDue(passage.part(part), passage.about().get());
    }
  }

  static ContainerRuntimeException interrupted(String what, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new ContainerRuntimeException(Kind.CANCELLED, what + " was interrupted", cause);
  }
}
