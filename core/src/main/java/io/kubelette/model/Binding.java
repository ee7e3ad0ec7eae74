package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The order to run a pod on a node. */
@Shape
public record Binding(@OmitEmpty ObjectMeta metadata, @Nullable ObjectReference target)
    implements KubernetesObject, BindingBuilder.With {
  public Binding {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "Binding";
  }

  @Override
  public Binding withMetadata(ObjectMeta metadata) {
    return BindingBuilder.With.super.withMetadata(metadata);
  }
}
