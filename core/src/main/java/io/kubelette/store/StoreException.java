package io.kubelette.store;

/** The answer of a store that did not do what it was asked. Callers act on {@link #kind()}. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What went wrong. */
  public enum Kind {
    /** There is an object of that kind and name. */
    ALREADY_EXISTS,
    /** There is none. */
    NOT_FOUND,
    /** The object's revision is not the expected one: read it again. */
    CONFLICT,
    /** The changes that a watch needs are gone from the log: list again, watch from there. */
    COMPACTED,
    /** The store is closed or out of reach; whether a write took place is unknown. */
    UNAVAILABLE
  }

  private final Kind kind;

  /** An answer of the given kind; the message names the object or revision it is about. */
  public StoreException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What the caller acts on. */
  public Kind kind() {
    return kind;
  }
}
