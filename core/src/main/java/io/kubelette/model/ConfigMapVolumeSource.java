package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files made from the keys of a ConfigMap.
 *
 * @param defaultMode permission bits, as a decimal number
 */
@Shape
public record ConfigMapVolumeSource(
    @Nullable String name,
    List<KeyToPath> items,
    @Nullable Integer defaultMode,
    @Nullable Boolean optional)
    implements ConfigMapVolumeSourceBuilder.With {
  public ConfigMapVolumeSource {
    items = Frozen.list(items);
  }
}
