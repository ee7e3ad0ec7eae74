package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** How the number of pods is to follow their load. */
@Shape
public record HorizontalPodAutoscaler(
    @OmitEmpty ObjectMeta metadata,
    @Carried @Nullable Opaque spec,
    @Carried @Nullable Opaque status)
    implements KubernetesObject, HorizontalPodAutoscalerBuilder.With {
  public HorizontalPodAutoscaler {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
  }

  @Override
  public String apiVersion() {
    return "autoscaling/v2";
  }

  @Override
  public String kind() {
    return "HorizontalPodAutoscaler";
  }

  @Override
  public HorizontalPodAutoscaler withMetadata(ObjectMeta metadata) {
    return HorizontalPodAutoscalerBuilder.With.super.withMetadata(metadata);
  }
}
