package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A name for a priority of pods. */
@Shape
public record PriorityClass(
    @OmitEmpty ObjectMeta metadata,
    @Carried @Nullable String description,
    @Carried @Nullable Boolean globalDefault,
    @Carried @Nullable String preemptionPolicy,
    @Carried @Nullable Integer value)
    implements KubernetesObject, PriorityClassBuilder.With {
  public PriorityClass {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
  }

  @Override
  public String apiVersion() {
    return "scheduling.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "PriorityClass";
  }

  @Override
  public PriorityClass withMetadata(ObjectMeta metadata) {
    return PriorityClassBuilder.With.super.withMetadata(metadata);
  }
}
