package io.kubelette.fit;

import io.kubelette.model.Container;
import io.kubelette.model.ContainerPort;
import io.kubelette.model.PodSpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * A port of the host that a pod binds.
 *
 * @param address of the host; {@code 0.0.0.0} for all
 */
public record HostPort(String address, String protocol, int port) {

  private static final String ANY = "0.0.0.0";

  /** Those of its containers and sidecars; init containers are gone when others run. */
  public static List<HostPort> of(PodSpec spec) {
    Stream<Container> sidecars =
        spec.initContainers().stream().filter(init -> "Always".equals(init.restartPolicy()));
    return Stream.concat(sidecars, spec.containers().stream())
        .flatMap(container -> container.ports().stream())
        .filter(port -> port.hostPort() != null && port.hostPort() > 0)
        .map(HostPort::of)
        .toList();
  }

  private static HostPort of(ContainerPort port) {
    String address = port.hostIP();
    String protocol = port.protocol();
    return new HostPort(
        address == null || address.isEmpty() || address.equals("::") ? ANY : address,
        protocol == null || protocol.isEmpty() ? "TCP" : protocol,
        port.hostPort() == null ? 0 : port.hostPort());
  }

  /** Whether both cannot be bound at once. */
  public boolean conflictsWith(HostPort other) {
    return port == other.port
        && protocol.equals(other.protocol)
        && (address.equals(other.address) || address.equals(ANY) || other.address.equals(ANY));
  }
}
