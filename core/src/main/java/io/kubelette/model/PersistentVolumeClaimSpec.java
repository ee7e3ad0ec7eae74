package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What storage is asked for. */
@Shape
public record PersistentVolumeClaimSpec(
    List<String> accessModes,
    @Nullable Opaque dataSource,
    @Nullable Opaque dataSourceRef,
    @Nullable VolumeResourceRequirements resources,
    @Nullable LabelSelector selector,
    @Nullable String storageClassName,
    @Nullable String volumeAttributesClassName,
    @Nullable String volumeMode,
    @Nullable String volumeName)
    implements PersistentVolumeClaimSpecBuilder.With {
  /** Nothing set. */
  public static final PersistentVolumeClaimSpec EMPTY =
      PersistentVolumeClaimSpecBuilder.builder().build();

  public PersistentVolumeClaimSpec {
    accessModes = Frozen.list(accessModes);
  }
}
