package io.kubelette.api.patch;

/** A patch that cannot be laid over the object. Callers act on {@link #kind()}. */
public final class PatchException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What is wrong. */
  public enum Kind {
    /** The patch itself is none. */
    MALFORMED,
    /** The patch does not fit this object, such as a path that is not there. */
    UNFIT
  }

  private final Kind kind;

  PatchException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static PatchException malformed(String message) {
    return new PatchException(Kind.MALFORMED, message);
  }

  static PatchException unfit(String message) {
    return new PatchException(Kind.UNFIT, message);
  }

  /** What the caller acts on. */
  public Kind kind() {
    return kind;
  }
}
