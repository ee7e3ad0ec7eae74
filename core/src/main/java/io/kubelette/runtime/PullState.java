package io.kubelette.runtime;

import java.util.List;

/**
 * How far a pull has come.
 *
 * @param doneBytes bytes fetched so far, over all layers
 * @param totalBytes bytes known to be needed so far; it grows as layers are found
 * @param layers every layer that is known so far, in the order in which they were found
 */
public record PullState(long doneBytes, long totalBytes, List<Layer> layers) {

  /** Copies the list. */
  public PullState {
    layers = List.copyOf(layers);
  }

  /** The state in which the layers are together. */
  public static PullState of(List<Layer> layers) {
    return new PullState(
        layers.stream().mapToLong(Layer::doneBytes).sum(),
        layers.stream().mapToLong(Layer::totalBytes).sum(),
        layers);
  }

  /**
   * A part of an image.
   *
   * @param id short, unique in the image
   * @param phase what happens to it
   * @param doneBytes bytes fetched so far
   * @param totalBytes its size; 0 while it is not known, or if it was there before
   */
  public record Layer(String id, Phase phase, long doneBytes, long totalBytes) {}

  /** What happens to a layer. */
  public enum Phase {
    /** It is known and not yet fetched. */
    WAITING,
    /** Its bytes arrive. */
    DOWNLOADING,
    /** It is fetched, and being unpacked or about to be. */
    UNPACKING,
    /** It is there, or was before. */
    DONE
  }
}
