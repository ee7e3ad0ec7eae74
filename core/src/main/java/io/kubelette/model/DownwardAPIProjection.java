package io.kubelette.model;

import java.util.List;

/** Fields of the pod, as files. */
@Shape
public record DownwardAPIProjection(List<DownwardAPIVolumeFile> items)
    implements DownwardAPIProjectionBuilder.With {
  public DownwardAPIProjection {
    items = Frozen.list(items);
  }
}
