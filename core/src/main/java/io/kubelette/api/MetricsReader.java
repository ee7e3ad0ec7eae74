package io.kubelette.api;

import io.kubelette.loop.Clock;
import io.kubelette.model.NodeMetrics;
import io.kubelette.model.PodKey;
import io.kubelette.model.PodMetrics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The kinds of {@code metrics.k8s.io}, measured when they are asked for: processor time over the
 * time since the reading before, memory as it is.
 *
 * <p>Thread-safe. Calls may block as long as a node needs to tell its numbers.
 */
public final class MetricsReader {

  private final ApiServer api;
  private final Function<String, Optional<PodAccess>> nodes;
  private final Clock clock;

  /** Asks the nodes that can be reached, by name. */
  public MetricsReader(ApiServer api, Function<String, Optional<PodAccess>> nodes, Clock clock) {
    this.api = api;
    this.nodes = nodes;
    this.clock = clock;
  }

  /** Of the running pods of a namespace, or of all for ""; ordered by namespace, then name. */
  public List<PodMetrics> pods(String namespace) {
    throw new IllegalStateException("not built yet: " + api + nodes + clock);
  }

  /**
   * Of one pod.
   *
   * @throws ApiException {@code NOT_FOUND} if it does not run
   */
  public PodMetrics pod(PodKey pod) {
    return pods(pod.namespace()).get(0);
  }

  /** Of the nodes that can be reached: the sums of their pods. */
  public List<NodeMetrics> nodes() {
    throw new IllegalStateException("not built yet: " + api);
  }

  /**
   * Of one node.
   *
   * @throws ApiException {@code NOT_FOUND} if it cannot be reached
   */
  public NodeMetrics node(String name) {
    throw new IllegalStateException("not built yet: " + name);
  }
}
