package io.kubelette.service;

import java.net.InetAddress;
import java.util.List;

/**
 * The node for which routes are derived.
 *
 * @param name the node's name: endpoints on it are local; empty where all of them are
 * @param zone the zone in which it stands; empty where that is not known
 * @param nodePortAddresses the addresses at which node ports are served
 * @param containerAddresses the addresses at which containers that cannot reach services themselves
 *     reach the host: every port of every service is served there, too
 * @param containers how containers with a network of their own reach services
 * @param reach where endpoints are reached
 */
public record ProxyNode(
    String name,
    String zone,
    List<InetAddress> nodePortAddresses,
    List<InetAddress> containerAddresses,
    Containers containers,
    EndpointReach reach) {

  /** How containers with a network of their own reach services. */
  public enum Containers {
    /** That is not known: nothing is told of it. */
    UNKNOWN,
    /** At the container addresses. */
    AT_HOST,
    /** As everybody does, since service addresses are not loopback. */
    AT_SERVICE
  }

  /** The label of a Node, and of Kubernetes, that tells its zone. */
  public static final String ZONE_LABEL = "topology.kubernetes.io/zone";

  /** Copies the lists. */
  public ProxyNode {
    nodePortAddresses = List.copyOf(nodePortAddresses);
    containerAddresses = List.copyOf(containerAddresses);
  }

  /** A node that serves node ports at all of its IPv4 addresses, as Kubernetes does. */
  public static ProxyNode named(String name) {
    return new ProxyNode(
        name,
        "",
        List.of(NumericAddresses.parse("0.0.0.0").orElseThrow()),
        List.of(),
        Containers.UNKNOWN,
        EndpointReach.DIRECT);
  }

  /** A proxy that stands alone: every endpoint is local, node ports are served everywhere. */
  public static ProxyNode alone() {
    return named("");
  }

  /** The same node in a zone: endpoints that are meant for it are preferred. */
  public ProxyNode inZone(String other) {
    return new ProxyNode(name, other, nodePortAddresses, containerAddresses, containers, reach);
  }

  /** The same node with other addresses for node ports; none means that there are none. */
  public ProxyNode withNodePortAddresses(List<InetAddress> addresses) {
    return new ProxyNode(name, zone, addresses, containerAddresses, containers, reach);
  }

  /** The same node, whose containers reach services at these addresses of the host. */
  public ProxyNode withContainerAddresses(List<InetAddress> addresses) {
    Containers how = addresses.isEmpty() ? Containers.UNKNOWN : Containers.AT_HOST;
    return new ProxyNode(name, zone, nodePortAddresses, addresses, how, reach);
  }

  /** The same node, whose containers reach services at their own addresses. */
  public ProxyNode withServicesInReachOfContainers() {
    return new ProxyNode(name, zone, nodePortAddresses, List.of(), Containers.AT_SERVICE, reach);
  }

  /** The same node, from which endpoints are reached elsewhere than at their own addresses. */
  public ProxyNode withReach(EndpointReach other) {
    return new ProxyNode(name, zone, nodePortAddresses, containerAddresses, containers, other);
  }
}
