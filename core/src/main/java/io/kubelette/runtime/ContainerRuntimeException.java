package io.kubelette.runtime;

import org.jspecify.annotations.Nullable;

/** A runtime's refusal or failure; callers act on its {@link #kind()}, never on its message. */
public final class ContainerRuntimeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What a caller can do about it. */
  public enum Kind {
    /** What the call names does not exist. */
    NOT_FOUND,
    /** What the call would make exists already: observe, then decide anew. */
    CONFLICT,
    /** The engine or the registry did not answer: the same call may succeed later. */
    TRANSIENT,
    /** The request is wrong: it fails again until it is changed. */
    REJECTED,
    /** The calling thread was interrupted. */
    CANCELLED
  }

  private final Kind kind;

  /** A failure with a message that says what the user can do. */
  public ContainerRuntimeException(Kind kind, String message) {
    this(kind, message, null);
  }

  /** A failure with the engine's own as its cause. */
  public ContainerRuntimeException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What kind of failure this is. */
  public Kind kind() {
    return kind;
  }
}
