package io.kubelette.pod.reference;

import io.kubelette.model.Pod;
import io.kubelette.model.Quantity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pod and where it runs: all that references to itself can tell.
 *
 * @param pod as desired
 * @param nodeName the node's name
 * @param nodeAddress the node's IP address
 * @param podAddress the pod's IP address; null while it has none
 * @param allocatable what the node offers to pods, by resource; stands for absent limits
 */
public record PodPlace(
    Pod pod,
    String nodeName,
    String nodeAddress,
    @Nullable String podAddress,
    Map<String, Quantity> allocatable) {

  /** Copies the map. */
  public PodPlace {
    allocatable = Map.copyOf(allocatable);
  }

  /** The pod's namespace. */
  public String namespace() {
    String namespace = pod.metadata().namespace();
    return namespace == null ? "default" : namespace;
  }
}
