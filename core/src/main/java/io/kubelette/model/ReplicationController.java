package io.kubelette.model;

/** The older form of a ReplicaSet: so many pods of one template. */
@Shape
public record ReplicationController(
    @OmitEmpty ObjectMeta metadata,
    @Carried @OmitEmpty ReplicationControllerSpec spec,
    @Carried @OmitEmpty ReplicationControllerStatus status)
    implements KubernetesObject, ReplicationControllerBuilder.With {
  public ReplicationController {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? ReplicationControllerSpec.EMPTY : spec;
    status = status == null ? ReplicationControllerStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "ReplicationController";
  }

  @Override
  public ReplicationController withMetadata(ObjectMeta metadata) {
    return ReplicationControllerBuilder.With.super.withMetadata(metadata);
  }
}
