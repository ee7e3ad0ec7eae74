package io.kubelette.runtime.docker;

import io.kubelette.runtime.ContainerRuntime.Subscription;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodPort;
import io.kubelette.runtime.PortMapping;
import io.kubelette.runtime.PortMapping.Protocol;
import io.kubelette.runtime.PublishedPods;
import io.kubelette.runtime.SandboxSpec;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What pods declare is published at an address of the engine's machine, at free ports; which ones,
 * is remembered of each sandbox as it was observed last.
 *
 * <p>Thread-safe: {@code this} guards the maps; listeners run outside of it.
 */
final class PublishedSandboxes implements PublishedPods {

  /** A sandbox that is ready. */
  private record Known(PublishedPod pod, Instant createdAt) {}

  private final PodReach reach;
  private final String hostIp;
  private final Map<String, Known> byAddress = new HashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param reach for {@link PodReach#DIRECT} nothing is published and nothing remembered
   * @param hostIp the numeric address where ports are published
   */
  PublishedSandboxes(PodReach reach, String hostIp) {
    this.reach = reach;
    this.hostIp = hostIp;
  }

  boolean isUsed() {
    return reach == PodReach.PUBLISHED;
  }

  /** All that is to be published of a sandbox. */
  List<PortMapping> ports(SandboxSpec spec) {
    List<PortMapping> ports = new ArrayList<>(spec.ports());
    if (isUsed()) {
      spec.listens().stream()
          .filter(port -> port.protocol() != Protocol.SCTP)
          .map(port -> new PortMapping(hostIp, 0, port.number(), port.protocol()))
          .forEach(ports::add);
    }
    return ports;
  }

  /** Takes note of a sandbox as it is now, and returns it. */
  ObservedSandbox seen(ObservedSandbox sandbox) {
    if (isUsed() && note(sandbox)) {
      listeners.forEach(Runnable::run);
    }
    return sandbox;
  }

  void removed(String sandboxId) {
    if (isUsed()) {
      forget(sandboxId);
    }
  }

  private synchronized void forget(String sandboxId) {
    byAddress.values().removeIf(known -> known.pod().sandboxId().equals(sandboxId));
  }

  private synchronized boolean note(ObservedSandbox sandbox) {
    String address = sandbox.address();
    if (address == null) {
      forget(sandbox.id());
      return false;
    }
    Known before = byAddress.get(address);
    if (before != null && sandbox.createdAt().isBefore(before.createdAt())) {
      return false; // What is observed late may be gone, and its address another's.
    }
    Known now = new Known(new PublishedPod(sandbox.id(), reached(sandbox)), sandbox.createdAt());
    byAddress.put(address, now);
    return before == null || !before.pod().equals(now.pod());
  }

  private Map<PodPort, InetSocketAddress> reached(ObservedSandbox sandbox) {
    Map<PodPort, InetSocketAddress> reached = new HashMap<>();
    for (PortMapping port : sandbox.ports()) {
      if (port.hostIp().isEmpty() || port.hostIp().equals(hostIp)) {
        reached.put(
            new PodPort(port.containerPort(), port.protocol()),
            new InetSocketAddress(hostIp, port.hostPort()));
      }
    }
    return reached;
  }

  @Override
  public synchronized Optional<PublishedPod> at(String address) {
    return Optional.ofNullable(byAddress.get(address)).map(Known::pod);
  }

  @Override
  public Subscription watch(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
