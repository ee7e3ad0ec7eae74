package io.kubelette.pod;

import io.kubelette.model.PodStatus;
import io.kubelette.runtime.PodIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Where a node's pods are reported: the API, or whatever stands in its place.
 *
 * <p>{@code write} and {@code delete} are called on the I/O pool and may block; any exception means
 * that the call is repeated later. {@code event} is called from any thread and must not block.
 */
public interface PodReports {

  /** What became of a report. */
  enum Receipt {
    /** It was taken. */
    TAKEN,
    /** There is no pod of that uid any more. */
    GONE
  }

  /** Writes the parts of a pod's status that its node owns, and leaves what others wrote. */
  Receipt write(PodIdentity pod, PodStatus status);

  /** Deletes the pod, since nothing of it is left on the node. */
  Receipt delete(PodIdentity pod);

  /** Tells an event. */
  void event(PodIdentity pod, Event event);

  /** Tells a warning that is about the node itself; whoever knows no node drops it. */
  default void nodeEvent(String reason, String message) {}

  /**
   * An event on a pod.
   *
   * @param type {@code Normal} or {@code Warning}
   * @param reason the word that users search for, for instance {@code Pulled}
   * @param message a sentence for people
   * @param fieldPath the container that it is about, as {@code spec.containers{name}}; null for the
   *     pod as a whole
   */
  record Event(String type, String reason, String message, @Nullable String fieldPath) {}
}
