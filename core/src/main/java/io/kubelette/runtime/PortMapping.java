package io.kubelette.runtime;

/**
 * A port of the host that leads into a pod.
 *
 * @param hostIp the host's address; empty for all of them
 * @param hostPort the host's port; 0 for a free one, which the observed sandbox then tells
 * @param containerPort the pod's port
 * @param protocol what is spoken there
 */
public record PortMapping(String hostIp, int hostPort, int containerPort, Protocol protocol) {

  /** The transport of a port. */
  public enum Protocol {
    /** The Transmission Control Protocol. */
    TCP,
    /** The User Datagram Protocol. */
    UDP,
    /** The Stream Control Transmission Protocol. */
    SCTP
  }
}
