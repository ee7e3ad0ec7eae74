package io.kubelette.node;

import io.kubelette.model.Quantity;
import io.kubelette.model.Taint;
import io.kubelette.runtime.PressureThresholds;
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
 * @param kubeReserved what the node's own parts need, by resource: it is not offered to pods
 *     (Kubernetes: nothing)
 * @param systemReserved what the rest of the machine needs, likewise
 * @param images how many images its status names, the largest first, -1 for all (Kubernetes: 50,
 *     its {@code nodeStatusMaxImages})
 * @param imageNames how many names of each (Kubernetes: 5)
 * @param port where the node's API listens, as the Node says (Kubernetes: 10250)
 * @param timing how often it reports
 * @param thresholds when it is short of a resource
 */
@RecordBuilder
public record NodeConfig(
    String name,
    Map<String, String> labels,
    List<Taint> taints,
    int maxPods,
    Map<String, Quantity> kubeReserved,
    Map<String, Quantity> systemReserved,
    int images,
    int imageNames,
    int port,
    NodeTiming timing,
    PressureThresholds thresholds)
    implements NodeConfigBuilder.With {

  /** Refuses an empty name and a node that takes no pods. */
  public NodeConfig {
    labels = Map.copyOf(labels);
    taints = List.copyOf(taints);
    kubeReserved = Map.copyOf(kubeReserved);
    systemReserved = Map.copyOf(systemReserved);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a node needs a name");
    }
    if (maxPods < 1) {
      throw new IllegalArgumentException("maxPods must be positive, not " + maxPods);
    }
    if (images < -1 || imageNames < 1) {
      throw new IllegalArgumentException(
          "images must be -1 or more and imageNames positive: %d, %d"
              .formatted(images, imageNames));
    }
  }

  /** A node of that name with the numbers of Kubernetes. */
  public static NodeConfig defaults(String name) {
    return NodeConfigBuilder.builder()
        .name(name)
        .labels(Map.of())
        .taints(List.of())
        .maxPods(110)
        .kubeReserved(Map.of())
        .systemReserved(Map.of())
        .images(50)
        .imageNames(5)
        .port(10250)
        .timing(NodeTiming.defaults())
        .thresholds(PressureThresholds.defaults())
        .build();
  }
}
