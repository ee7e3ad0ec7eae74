package io.kubelette.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node uses: {@code cpu} in cores and {@code memory} in bytes.
 *
 * @param timestamp the end of the time that was measured
 * @param window how long that was, such as {@code 15s}
 */
@Shape
public record NodeMetrics(
    @OmitEmpty ObjectMeta metadata,
    @Time @Nullable Instant timestamp,
    @Nullable String window,
    Map<String, Quantity> usage)
    implements KubernetesObject, NodeMetricsBuilder.With {
  public NodeMetrics {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    usage = Frozen.map(usage);
  }

  @Override
  public String apiVersion() {
    return "metrics.k8s.io/v1beta1";
  }

  @Override
  public String kind() {
    return "NodeMetrics";
  }

  @Override
  public NodeMetrics withMetadata(ObjectMeta metadata) {
    return NodeMetricsBuilder.With.super.withMetadata(metadata);
  }
}
