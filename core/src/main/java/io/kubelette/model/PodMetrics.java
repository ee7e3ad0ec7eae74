package io.kubelette.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the containers of a pod use.
 *
 * @param timestamp the end of the time that was measured
 * @param window how long that was, such as {@code 15s}
 */
@Shape
public record PodMetrics(
    @OmitEmpty ObjectMeta metadata,
    @Time @Nullable Instant timestamp,
    @Nullable String window,
    List<ContainerMetrics> containers)
    implements KubernetesObject, PodMetricsBuilder.With {
  public PodMetrics {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    containers = Frozen.list(containers);
  }

  @Override
  public String apiVersion() {
    return "metrics.k8s.io/v1beta1";
  }

  @Override
  public String kind() {
    return "PodMetrics";
  }

  @Override
  public PodMetrics withMetadata(ObjectMeta metadata) {
    return PodMetricsBuilder.With.super.withMetadata(metadata);
  }
}
