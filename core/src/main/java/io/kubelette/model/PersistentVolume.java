package io.kubelette.model;

/** A piece of storage that claims are bound to. */
@Shape
public record PersistentVolume(
    @OmitEmpty ObjectMeta metadata,
    @Carried @OmitEmpty PersistentVolumeSpec spec,
    @Carried @OmitEmpty PersistentVolumeStatus status)
    implements KubernetesObject, PersistentVolumeBuilder.With {
  public PersistentVolume {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? PersistentVolumeSpec.EMPTY : spec;
    status = status == null ? PersistentVolumeStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "PersistentVolume";
  }

  @Override
  public PersistentVolume withMetadata(ObjectMeta metadata) {
    return PersistentVolumeBuilder.With.super.withMetadata(metadata);
  }
}
