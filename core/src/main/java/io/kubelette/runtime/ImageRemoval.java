package io.kubelette.runtime;

/** The ability to remove images. */
@FunctionalInterface
public interface ImageRemoval {

  /**
   * Removes an image with all of its names. Success if there is none; {@code CONFLICT} if a
   * container is made of it.
   *
   * @param image a name of it, or its {@link ObservedImage#id()}
   */
  void removeImage(String image);
}
