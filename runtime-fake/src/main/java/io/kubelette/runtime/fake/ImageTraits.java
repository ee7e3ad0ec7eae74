package io.kubelette.runtime.fake;

import java.util.Arrays;
import java.util.List;

/**
 * What an image says of itself.
 *
 * @param user the user that its programs run as, for instance {@code 1000} or {@code nginx}; empty
 *     for root
 * @param stopSignal the signal that ends its programs, for instance {@code SIGQUIT}; empty for
 *     SIGTERM
 * @param layers the sizes of its layers in bytes, which a pull fetches one after the other; an
 *     image may have none
 */
public record ImageTraits(String user, String stopSignal, List<Long> layers) {

  /** An image that runs as root, ends at SIGTERM, and has one layer of ten megabytes. */
  public static final ImageTraits NONE = new ImageTraits("", "", List.of(Images.SIZE_BYTES));

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if a size is negative
   */
  public ImageTraits {
    layers = List.copyOf(layers);
    for (long size : layers) {
      if (size < 0) {
        throw new IllegalArgumentException("a layer has 0 bytes or more, not " + size);
      }
    }
  }

  /** The same with another user. */
  public ImageTraits withUser(String other) {
    return new ImageTraits(other, stopSignal, layers);
  }

  /** The same with another signal. */
  public ImageTraits withStopSignal(String other) {
    return new ImageTraits(user, other, layers);
  }

  /** The same with one layer of that size. */
  public ImageTraits withSizeBytes(long other) {
    return withLayers(other);
  }

  /** The same with layers of these sizes, in bytes. */
  public ImageTraits withLayers(long... sizes) {
    return new ImageTraits(user, stopSignal, Arrays.stream(sizes).boxed().toList());
  }

  /** The size of all layers together. */
  public long sizeBytes() {
    return layers.stream().mapToLong(Long::longValue).sum();
  }
}
