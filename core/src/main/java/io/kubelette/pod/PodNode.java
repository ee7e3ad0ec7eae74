package io.kubelette.pod;

import io.kubelette.model.Quantity;
import io.kubelette.runtime.DnsSettings;
import java.util.List;
import java.util.Map;

/**
 * The node whose pods are run.
 *
 * @param owner the name under which this node's containers are kept apart from others' in an engine
 * @param name the Node's name in the API
 * @param address the Node's IP address, reported as its pods' {@code hostIP}
 * @param runtimeName the scheme of container ids in statuses, for instance {@code docker}
 * @param capacity what the machine has, by resource
 * @param allocatable what of that pods may use; stands for limits that are not set
 * @param resolver what the node's own {@code /etc/resolv.conf} says
 * @param mountsRecursively whether its runtime can make mounts read only with all that is below
 *     them
 */
public record PodNode(
    String owner,
    String name,
    String address,
    String runtimeName,
    Map<String, Quantity> capacity,
    Map<String, Quantity> allocatable,
    DnsSettings resolver,
    boolean mountsRecursively) {

  /** Copies the maps. */
  public PodNode {
    capacity = Map.copyOf(capacity);
    allocatable = Map.copyOf(allocatable);
  }

  /** A node of which nothing more is known. */
  public PodNode(String owner, String name, String address, String runtimeName) {
    this(
        owner,
        name,
        address,
        runtimeName,
        Map.of(),
        Map.of(),
        new DnsSettings(List.of(), List.of(), List.of()),
        false);
  }
}
