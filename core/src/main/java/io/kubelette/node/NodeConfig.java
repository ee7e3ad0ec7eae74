package io.kubelette.node;

import io.kubelette.model.Taint;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/**
 * What a node is called and how it reports.
 *
 * @param name the Node's name in the API; also its hostname there
 * @param labels labels of the Node beside those that every node has
 * @param taints taints that the Node is created with; those of a Node that exists are left alone
 * @param maxPods how many pods it takes (Kubernetes: 110)
 * @param timing how often it reports
 * @param thresholds when it is short of a resource
 */
@RecordBuilder
public record NodeConfig(
    String name,
    Map<String, String> labels,
    List<Taint> taints,
    int maxPods,
    NodeTiming timing,
    PressureThresholds thresholds)
    implements NodeConfigBuilder.With {

  /** Refuses an empty name and a node that takes no pods. */
  public NodeConfig {
    labels = Map.copyOf(labels);
    taints = List.copyOf(taints);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a node needs a name");
    }
    if (maxPods < 1) {
      throw new IllegalArgumentException("maxPods must be positive, not " + maxPods);
    }
  }

  /** A node of that name with the numbers of Kubernetes. */
  public static NodeConfig defaults(String name) {
    return new NodeConfig(
        name, Map.of(), List.of(), 110, NodeTiming.defaults(), PressureThresholds.defaults());
  }
}
