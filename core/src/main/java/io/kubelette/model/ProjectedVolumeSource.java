package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several sources in one directory. */
@Shape
public record ProjectedVolumeSource(List<VolumeProjection> sources, @Nullable Integer defaultMode)
    implements ProjectedVolumeSourceBuilder.With {
  public ProjectedVolumeSource {
    sources = Frozen.list(sources);
  }
}
