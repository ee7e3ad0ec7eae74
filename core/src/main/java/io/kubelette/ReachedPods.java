package io.kubelette;

import io.kubelette.runtime.PodPort;
import io.kubelette.runtime.PortMapping;
import io.kubelette.runtime.PublishedPods;
import io.kubelette.runtime.PublishedPods.PublishedPod;
import io.kubelette.service.EndpointReach;
import io.kubelette.service.Protocol;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads the proxy to pods whose ports are published, since their addresses cannot be reached; what
 * is no pod's address stays as it is.
 *
 * <p>Owned by: the loop of the routing.
 */
final class ReachedPods implements EndpointReach {

  private static final Logger LOG = LoggerFactory.getLogger(ReachedPods.class);

  /** Of so many endpoints it is remembered that they were warned of. */
  private static final int TOLD_LIMIT = 1000;

  private final PublishedPods pods;
  private final Set<InetSocketAddress> told = new HashSet<>();

  ReachedPods(PublishedPods pods) {
    this.pods = pods;
  }

  @Override
  public Optional<InetSocketAddress> of(InetSocketAddress endpoint, Protocol protocol) {
    PublishedPod pod = pods.at(endpoint.getAddress().getHostAddress()).orElse(null);
    if (pod == null) {
      return Optional.of(endpoint);
    }
    PodPort port =
        new PodPort(
            endpoint.getPort(),
            protocol == Protocol.UDP ? PortMapping.Protocol.UDP : PortMapping.Protocol.TCP);
    Optional<InetSocketAddress> at = Optional.ofNullable(pod.ports().get(port));
    if (at.isEmpty()) {
      warn(endpoint, protocol);
    }
    return at;
  }

  private void warn(InetSocketAddress endpoint, Protocol protocol) {
    if (told.size() >= TOLD_LIMIT) {
      told.clear();
    }
    if (told.add(endpoint)) {
      LOG.warn(
          "endpoint={} gets no traffic: with this engine, {} port {} must stand among the ports of"
              + " a container of the pod",
          endpoint,
          protocol,
          endpoint.getPort());
    }
  }
}
