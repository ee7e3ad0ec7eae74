package io.kubelette.model;

/** A steady name and address for the pods that a selector finds. */
@Shape
public record Service(
    @OmitEmpty ObjectMeta metadata, @OmitEmpty ServiceSpec spec, @OmitEmpty ServiceStatus status)
    implements KubernetesObject, ServiceBuilder.With {
  public Service {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? ServiceSpec.EMPTY : spec;
    status = status == null ? ServiceStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "Service";
  }

  @Override
  public Service withMetadata(ObjectMeta metadata) {
    return ServiceBuilder.With.super.withMetadata(metadata);
  }
}
