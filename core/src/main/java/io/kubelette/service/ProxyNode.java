package io.kubelette.service;

import java.net.InetAddress;
import java.util.List;

/**
 * The node for which routes are derived.
 *
 * @param name the node's name: endpoints on it are local; empty where all of them are
 * @param nodePortAddresses the addresses at which node ports are served
 * @param containerAddresses the addresses at which containers that cannot reach services themselves
 *     reach the host: every port of every service is served there, too
 * @param reach where endpoints are reached
 */
public record ProxyNode(
    String name,
    List<InetAddress> nodePortAddresses,
    List<InetAddress> containerAddresses,
    EndpointReach reach) {

  /** Copies the lists. */
  public ProxyNode {
    nodePortAddresses = List.copyOf(nodePortAddresses);
    containerAddresses = List.copyOf(containerAddresses);
  }

  /** A node that serves node ports at all of its IPv4 addresses, as Kubernetes does. */
  public static ProxyNode named(String name) {
    return new ProxyNode(
        name,
        List.of(NumericAddresses.parse("0.0.0.0").orElseThrow()),
        List.of(),
        EndpointReach.DIRECT);
  }

  /** A proxy that stands alone: every endpoint is local, node ports are served everywhere. */
  public static ProxyNode alone() {
    return named("");
  }

  /** The same node with other addresses for node ports; none means that there are none. */
  public ProxyNode withNodePortAddresses(List<InetAddress> addresses) {
    return new ProxyNode(name, addresses, containerAddresses, reach);
  }

  /** The same node, whose containers reach services at these addresses of the host. */
  public ProxyNode withContainerAddresses(List<InetAddress> addresses) {
    return new ProxyNode(name, nodePortAddresses, addresses, reach);
  }

  /** The same node, from which endpoints are reached elsewhere than at their own addresses. */
  public ProxyNode withReach(EndpointReach other) {
    return new ProxyNode(name, nodePortAddresses, containerAddresses, other);
  }
}
