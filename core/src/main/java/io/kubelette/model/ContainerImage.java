package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image that a node holds.
 *
 * @param names all names by which it is known
 */
@Shape
public record ContainerImage(List<String> names, @Nullable Long sizeBytes)
    implements ContainerImageBuilder.With {
  public ContainerImage {
    names = Frozen.list(names);
  }
}
