package io.kubelette.runtime;

/** The ability to connect to ports that only the pod itself can reach. */
@FunctionalInterface
public interface PortForwardSource {

  /**
   * Connects to a TCP port on 127.0.0.1 inside the pod. {@code NOT_FOUND} if there is no such
   * sandbox, {@code CONFLICT} if it is not ready, {@code TRANSIENT} if nobody listens on the port.
   * The caller closes the stream.
   */
  PodStream connect(String sandboxId, int port);
}
