package io.kubelette.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What storage the claim got. */
@Shape
public record PersistentVolumeClaimStatus(
    List<String> accessModes,
    Map<String, String> allocatedResourceStatuses,
    Map<String, Quantity> allocatedResources,
    Map<String, Quantity> capacity,
    List<PersistentVolumeClaimCondition> conditions,
    @Nullable String currentVolumeAttributesClassName,
    @Nullable Opaque modifyVolumeStatus,
    @Nullable String phase)
    implements PersistentVolumeClaimStatusBuilder.With {
  /** Nothing set. */
  public static final PersistentVolumeClaimStatus EMPTY =
      PersistentVolumeClaimStatusBuilder.builder().build();

  public PersistentVolumeClaimStatus {
    accessModes = Frozen.list(accessModes);
    allocatedResourceStatuses = Frozen.map(allocatedResourceStatuses);
    allocatedResources = Frozen.map(allocatedResources);
    capacity = Frozen.map(capacity);
    conditions = Frozen.list(conditions);
  }
}
