package io.kubelette.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a container uses: {@code cpu} in cores and {@code memory} in bytes. */
@Shape
public record ContainerMetrics(@Nullable String name, Map<String, Quantity> usage)
    implements ContainerMetricsBuilder.With {
  public ContainerMetrics {
    usage = Frozen.map(usage);
  }
}
