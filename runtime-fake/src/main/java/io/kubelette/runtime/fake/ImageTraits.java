package io.kubelette.runtime.fake;

/**
 * What an image says of itself.
 *
 * @param user the user that its programs run as, for instance {@code 1000} or {@code nginx}; empty
 *     for root
 * @param stopSignal the signal that ends its programs, for instance {@code SIGQUIT}; empty for
 *     SIGTERM
 * @param sizeBytes its size, which a pull fetches
 */
public record ImageTraits(String user, String stopSignal, long sizeBytes) {

  /** An image that runs as root, ends at SIGTERM, and has ten megabytes. */
  public static final ImageTraits NONE = new ImageTraits("", "", Images.SIZE_BYTES);

  /** The same with another user. */
  public ImageTraits withUser(String other) {
    return new ImageTraits(other, stopSignal, sizeBytes);
  }

  /** The same with another signal. */
  public ImageTraits withStopSignal(String other) {
    return new ImageTraits(user, other, sizeBytes);
  }

  /** The same with another size. */
  public ImageTraits withSizeBytes(long other) {
    return new ImageTraits(user, stopSignal, other);
  }
}
