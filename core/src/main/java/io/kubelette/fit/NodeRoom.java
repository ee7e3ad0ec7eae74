package io.kubelette.fit;

import io.kubelette.model.Node;
import io.kubelette.model.Pod;
import io.kubelette.model.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is left on a node for one more pod.
 *
 * @param node as the API knows it
 * @param load what its pods take of it
 */
public record NodeRoom(Node node, NodeLoad load) {

  private static final List<String> COMMON = List.of("cpu", "memory", "ephemeral-storage");

  /** By resource, how much is missing for the pod, in the kubelet's order; empty if it has room. */
  public Map<String, Quantity> shortages(Pod pod) {
    Map<String, Quantity> shortages = new LinkedHashMap<>();
    wanted(pod)
        .forEach(
            (resource, amount) -> {
              Quantity missing = load.requested(resource).plus(amount).minus(allocatable(resource));
              if (amount.signum() > 0 && missing.signum() > 0) {
                shortages.put(resource, missing);
              }
            });
    return shortages;
  }

  /** What the pod asks for of that which nodes count. */
  public Map<String, Quantity> wanted(Pod pod) {
    Map<String, Quantity> requests = PodRequests.of(pod.spec());
    Map<String, Quantity> wanted = new LinkedHashMap<>();
    wanted.put("pods", Quantity.of(1));
    COMMON.forEach(
        resource -> wanted.put(resource, requests.getOrDefault(resource, Quantity.ZERO)));
    requests.keySet().stream()
        .filter(resource -> !isNative(resource))
        .sorted()
        .forEach(resource -> wanted.put(resource, requests.get(resource)));
    return wanted;
  }

  /** Whether every node counts the resource; others a node has only if it says so. */
  public static boolean isNative(String resource) {
    return resource.equals("pods") || COMMON.contains(resource);
  }

  /** What the node has of a resource for pods; zero if it does not have it. */
  public Quantity allocatable(String resource) {
    return node.status().allocatable().getOrDefault(resource, Quantity.ZERO);
  }

  /** Whether none of the host's ports that the pod binds is another's. */
  public boolean hasPortsFor(Pod pod) {
    return HostPort.of(pod.spec()).stream().noneMatch(load::isTaken);
  }
}
