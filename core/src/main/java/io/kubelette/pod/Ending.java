package io.kubelette.pod;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a node ends a pod that its sources still want, or never lets it begin: the pod fails with
 * these words.
 *
 * @param kind whether the pod ever ran
 * @param reason of the pod's status, as {@code Evicted}
 * @param message of the pod's status
 * @param grace the longest grace it gets; null for the pod's own
 */
record Ending(Kind kind, String reason, String message, @Nullable Duration grace) {

  private static final String PREEMPTED = "Preempting";

  /** What an ending does to a pod. */
  enum Kind {
    /** The node does not take it: none of its containers starts. */
    REJECTION,
    /** It is made to leave, and its condition {@code DisruptionTarget} says so. */
    DISRUPTION,
    /** It has had its time. */
    DEADLINE
  }

  /** Of a pod that leaves for a critical one. */
  static Ending preempted() {
    return disrupted(PREEMPTED, "Preempted in order to admit critical pod", null);
  }

  /** What the condition {@code DisruptionTarget} says. */
  String disruption() {
    return reason.equals(PREEMPTED)
        ? "Pod was preempted by Kubelet to accommodate a critical pod."
        : message;
  }

  static Ending rejected(Rejection rejection) {
    return new Ending(
        Kind.REJECTION, rejection.reason(), "Pod was rejected: " + rejection.message(), null);
  }

  static Ending deadlineExceeded() {
    return new Ending(
        Kind.DEADLINE,
        "DeadlineExceeded",
        "Pod was active on the node longer than the specified deadline",
        null);
  }

  static Ending disrupted(String reason, String message, @Nullable Duration grace) {
    return new Ending(Kind.DISRUPTION, reason, message, grace);
  }
}
