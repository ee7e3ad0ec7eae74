package io.kubelette.pod;

import io.kubelette.loop.Trip;
import io.kubelette.runtime.ContainerRuntimeException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * How an action went.
 *
 * @param action what was done
 * @param result whether it succeeded
 * @param reason for a failure, the word of a pod's status
 * @param message for a failure, what the runtime or the API said
 * @param answer what a container answered to a probe or a hook; null for all else
 * @param next what its plan has asked for too, and can be done now; null for all else
 */
record Outcome(
    PodAction action,
    Result result,
    String reason,
    String message,
    @Nullable ProbeAnswer answer,
    @Nullable PodAction next) {

  Outcome(PodAction action, Result result, String reason, String message) {
    this(action, result, reason, message, null, null);
  }

  /** Whether an action succeeded. */
  enum Result {
    /** It is done. */
    DONE,
    /** The API has no such pod any more. */
    GONE,
    /** It was called back, or never begun; nothing is to be learned from it. */
    CANCELLED,
    /** It failed. */
    FAILED
  }

  static Outcome done(PodAction action) {
    return new Outcome(action, Result.DONE, "", "");
  }

  Outcome followedBy(PodAction following) {
    return new Outcome(action, result, reason, message, answer, following);
  }

  static Outcome gone(PodAction action) {
    return new Outcome(action, Result.GONE, "", "");
  }

  static Outcome answered(PodAction action, ProbeAnswer answer) {
    return new Outcome(action, Result.DONE, "", "", answer, null);
  }

  /** A failure; one whose cause is a cancellation, or the want of a thread, counts as that. */
  static Outcome failed(PodAction action, String reason, Throwable failure) {
    boolean cancelled =
        failure instanceof CancellationException
            || failure instanceof Trip.NoThreadException
            || (failure instanceof ContainerRuntimeException known
                && known.kind() == ContainerRuntimeException.Kind.CANCELLED);
    String message = messageOf(failure);
    return new Outcome(action, cancelled ? Result.CANCELLED : Result.FAILED, reason, message);
  }

  private static String messageOf(@Nullable Throwable failure) {
    return Optional.ofNullable(failure)
        .map(Throwable::getMessage)
        .orElseGet(() -> String.valueOf(failure));
  }
}
