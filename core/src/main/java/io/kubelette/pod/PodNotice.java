package io.kubelette.pod;

import org.jspecify.annotations.Nullable;

/**
 * Something worth an event on the pod.
 *
 * @param severity whether a user should worry
 * @param reason the word that users search for, for instance {@code BackOff}
 * @param message a sentence for people
 * @param container what it is about; null for the pod as a whole
 */
record PodNotice(
    Severity severity, String reason, String message, @Nullable ContainerRef container) {

  /** The two types of Kubernetes' events. */
  enum Severity {
    NORMAL,
    WARNING
  }

  static PodNotice normal(String reason, String message, @Nullable ContainerRef container) {
    return new PodNotice(Severity.NORMAL, reason, message, container);
  }

  static PodNotice warning(String reason, String message, @Nullable ContainerRef container) {
    return new PodNotice(Severity.WARNING, reason, message, container);
  }
}
