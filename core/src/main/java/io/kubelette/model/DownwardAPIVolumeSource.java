package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files that tell a pod about itself. */
@Shape
public record DownwardAPIVolumeSource(
    List<DownwardAPIVolumeFile> items, @Nullable Integer defaultMode)
    implements DownwardAPIVolumeSourceBuilder.With {
  public DownwardAPIVolumeSource {
    items = Frozen.list(items);
  }
}
