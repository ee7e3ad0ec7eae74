package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of a ConfigMap, as files. */
@Shape
public record ConfigMapProjection(
    @Carried @Nullable String name,
    @Carried List<KeyToPath> items,
    @Carried @Nullable Boolean optional)
    implements ConfigMapProjectionBuilder.With {
  public ConfigMapProjection {
    items = Frozen.list(items);
  }
}
