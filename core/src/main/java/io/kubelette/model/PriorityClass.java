package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * A name for a priority of pods.
 *
 * @param description for people
 * @param globalDefault whether pods that name no class are of this one
 * @param preemptionPolicy PreemptLowerPriority or Never, which its pods get
 * @param value the priority of its pods: the higher, the later one of them leaves a node that is
 *     short of something; above 1000000000 for systems
 */
@Shape
public record PriorityClass(
    @OmitEmpty ObjectMeta metadata,
    @Nullable String description,
    @Nullable Boolean globalDefault,
    @Nullable String preemptionPolicy,
    @Nullable Integer value)
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
