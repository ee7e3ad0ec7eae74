package io.kubelette.runtime.docker;

import com.github.dockerjava.api.model.Network;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.HostAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The gateway of the engine's default bridge, where that is an address of this machine: an engine
 * elsewhere, or in a virtual machine as Docker Desktop has it, has none that we could listen at.
 *
 * <p>Thread-safe because it holds no state of its own.
 */
final class BridgeGateway implements HostAddress {

  private final EngineCalls calls;
  private final String network;

  BridgeGateway(EngineCalls calls, EngineApi api) {
    this.calls = calls;
    this.network = api.podman() ? "podman" : "bridge";
  }

  @Override
  public Optional<InetAddress> hostAddress() {
    try {
      Network bridge =
          calls.call(
              "inspect network " + network,
              client -> client.inspectNetworkCmd().withNetworkId(network).exec());
      return Stream.ofNullable(bridge.getIpam())
          .flatMap(ipam -> Stream.ofNullable(ipam.getConfig()))
          .flatMap(configs -> configs.stream())
          .map(Network.Ipam.Config::getGateway)
          .filter(Objects::nonNull)
          .flatMap(text -> ours(text).stream())
          .findFirst();
    } catch (ContainerRuntimeException noSuchNetwork) {
      return Optional.empty();
    }
  }

  private static Optional<InetAddress> ours(String text) {
    try {
      InetAddress address = InetAddress.getByName(text);
      boolean here = NetworkInterface.getByInetAddress(address) != null;
      return here ? Optional.of(address) : Optional.empty();
    } catch (UnknownHostException | SocketException unusable) {
      return Optional.empty();
    }
  }
}
