package io.kubelette.runtime.docker;

import com.github.dockerjava.api.model.ContainerNetwork;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a sandbox's address from its networks, the same in the engine's lists and inspections. */
final class Addresses {

  private Addresses() {}

  /** The first IPv4 address, or else the first IPv6 address, if it has any. */
  static @Nullable String of(@Nullable Map<String, ContainerNetwork> networks) {
    if (networks == null) {
      return null;
    }
    return Stream.concat(
            networks.values().stream().map(ContainerNetwork::getIpAddress),
            networks.values().stream().map(ContainerNetwork::getGlobalIPv6Address))
        .filter(address -> address != null && !address.isEmpty())
        .findFirst()
        .orElse(null);
  }
}
