package io.kubelette.model;

/** A request for storage that outlives pods. */
@Shape
public record PersistentVolumeClaim(
    @OmitEmpty ObjectMeta metadata,
    @Carried @OmitEmpty PersistentVolumeClaimSpec spec,
    @Carried @OmitEmpty PersistentVolumeClaimStatus status)
    implements KubernetesObject, PersistentVolumeClaimBuilder.With {
  public PersistentVolumeClaim {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? PersistentVolumeClaimSpec.EMPTY : spec;
    status = status == null ? PersistentVolumeClaimStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "PersistentVolumeClaim";
  }

  @Override
  public PersistentVolumeClaim withMetadata(ObjectMeta metadata) {
    return PersistentVolumeClaimBuilder.With.super.withMetadata(metadata);
  }
}
