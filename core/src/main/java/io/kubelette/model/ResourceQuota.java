package io.kubelette.model;

/** Limits on what a namespace may hold in all. */
@Shape
public record ResourceQuota(
    @OmitEmpty ObjectMeta metadata,
    @Carried @OmitEmpty ResourceQuotaSpec spec,
    @Carried @OmitEmpty ResourceQuotaStatus status)
    implements KubernetesObject, ResourceQuotaBuilder.With {
  public ResourceQuota {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? ResourceQuotaSpec.EMPTY : spec;
    status = status == null ? ResourceQuotaStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "ResourceQuota";
  }

  @Override
  public ResourceQuota withMetadata(ObjectMeta metadata) {
    return ResourceQuotaBuilder.With.super.withMetadata(metadata);
  }
}
