package io.kubelette.pod.reference;

/**
 * A reference that leads nowhere for now: the message is the one that users of Kubernetes search
 * for. It may lead somewhere once what it names is created or changed.
 */
public final class ReferenceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With the message of a pod's event or status; it never holds a confidential value. */
  public ReferenceException(String message) {
    super(message);
  }
}
