package io.kubelette.store;

/**
 * A point in a store's history: the number of the change that made it.
 *
 * <p>Revisions of one store are totally ordered, over all kinds. An object's {@code
 * metadata.resourceVersion} is the revision of its last change, in decimal.
 *
 * @param value the number; 0 comes before every change
 */
public record Revision(long value) implements Comparable<Revision> {

  /** Before the first change. */
  public static final Revision ZERO = new Revision(0);

  /** Refuses a negative number. */
  public Revision {
    if (value < 0) {
      throw new IllegalArgumentException("a revision is not negative: " + value);
    }
  }

  /**
   * Reads a {@code resourceVersion}.
   *
   * @throws IllegalArgumentException if it is not a decimal number that this library has written
   */
  public static Revision of(String resourceVersion) {
    try {
      return new Revision(Long.parseLong(resourceVersion));
    } catch (NumberFormatException notNumber) {
      throw new IllegalArgumentException(
          "\"" + resourceVersion + "\" is not a resourceVersion of this store", notNumber);
    }
  }

  /** The revision of the change that follows this one. */
  public Revision next() {
    return new Revision(value + 1);
  }

  /** Whether this one comes before the other. */
  public boolean isBefore(Revision other) {
    return value < other.value;
  }

  @Override
  public int compareTo(Revision other) {
    return Long.compare(value, other.value);
  }

  /** The form of {@code metadata.resourceVersion}. */
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
