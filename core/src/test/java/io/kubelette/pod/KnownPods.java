package io.kubelette.pod;

import io.kubelette.runtime.ContainerRuntime.Subscription;
import io.kubelette.runtime.PodPort;
import io.kubelette.runtime.PortMapping.Protocol;
import io.kubelette.runtime.PublishedPods;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Pods that a test publishes, each with one TCP port. */
final class KnownPods implements PublishedPods {

  private final Map<String, PublishedPod> pods = new ConcurrentHashMap<>();

  void publish(String address, int port, InetSocketAddress at) {
    PodPort inside = new PodPort(port, Protocol.TCP);
    pods.put(address, new PublishedPod("sandbox of " + address, Map.of(inside, at)));
  }

  @Override
  public Optional<PublishedPod> at(String address) {
    return Optional.ofNullable(pods.get(address));
  }

  @Override
  public Subscription watch(Runnable listener) {
    return () -> {};
  }
}
