package io.kubelette.runtime;

import java.util.List;

/** The ability to list the images that the engine holds. */
@FunctionalInterface
public interface ImageInventory {

  /** All images, whoever brought them. */
  List<ObservedImage> images();
}
