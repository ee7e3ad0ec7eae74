package io.kubelette.pod;

import io.kubelette.pod.ContainerCall.Endpoint;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.PodPort;
import io.kubelette.runtime.PortMapping.Protocol;
import io.kubelette.runtime.PublishedPods;
import io.kubelette.runtime.PublishedPods.PublishedPod;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Optional;

/**
 * Where this process connects when a probe or a hook names an address: there, or where the port of
 * a pod that cannot be reached itself is published.
 *
 * <p>Thread-safe because the ability is.
 *
 * @param published knows the pods that are reached elsewhere; empty where there are none
 */
record PodDials(Optional<PublishedPods> published) {

  /** A port of a pod that leads nowhere. */
  static final class NotPublished extends SocketException {
    private static final long serialVersionUID = 1L;

    NotPublished(int port) {
      super(
          "port "
              + port
              + " must stand among the ports of a container: only those can be reached with this"
              + " engine");
    }
  }

  static PodDials of(ContainerRuntime runtime) {
    return new PodDials(runtime.ability(PublishedPods.class));
  }

  /** The pod of that endpoint, if it is reached elsewhere. */
  Optional<PublishedPod> podAt(Endpoint endpoint) {
    return published.flatMap(pods -> pods.at(endpoint.host()));
  }

  /** Where to connect; the host must be numeric. */
  InetSocketAddress of(Endpoint endpoint) throws NotPublished {
    PublishedPod pod = podAt(endpoint).orElse(null);
    if (pod == null) {
      return new InetSocketAddress(endpoint.host(), endpoint.port());
    }
    InetSocketAddress at = pod.ports().get(new PodPort(endpoint.port(), Protocol.TCP));
    if (at == null) {
      throw new NotPublished(endpoint.port());
    }
    return at;
  }
}
