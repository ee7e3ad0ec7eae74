package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of a ConfigMap, as files. */
@Shape
public record ConfigMapProjection(
    @Nullable String name, List<KeyToPath> items, @Nullable Boolean optional)
    implements ConfigMapProjectionBuilder.With {
  public ConfigMapProjection {
    items = Frozen.list(items);
  }
}
