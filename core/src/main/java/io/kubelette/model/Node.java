package io.kubelette.model;

/** A machine, or a part of one, that runs pods. */
@Shape
public record Node(
    @OmitEmpty ObjectMeta metadata, @OmitEmpty NodeSpec spec, @OmitEmpty NodeStatus status)
    implements KubernetesObject, NodeBuilder.With {
  public Node {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? NodeSpec.EMPTY : spec;
    status = status == null ? NodeStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "Node";
  }

  @Override
  public Node withMetadata(ObjectMeta metadata) {
    return NodeBuilder.With.super.withMetadata(metadata);
  }
}
