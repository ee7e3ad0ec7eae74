package io.kubelette.runtime.fake;

import io.kubelette.loop.EventLoop;
import io.kubelette.runtime.Namespaces;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodStats;
import io.kubelette.runtime.SandboxSpec;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sandbox and the address that it holds. Owned by the engine: guarded by its monitor.
 *
 * <p>The address stays taken until the sandbox is removed and no container of it runs, since until
 * then programs may have sockets on it.
 */
final class EngineSandbox {

  private static final MemoryFolders NO_MEMORY = new MemoryFolders(List.of());

  final String id;
  final EnginePod pod;
  final int attempt;
  final String hostname;
  final Address address;
  final MemoryFolders memory;
  private final HostPorts ports;
  private final boolean onHost;
  private final Instant createdAt;
  PodStats.Network traffic = PodStats.Network.NONE;
  EventLoop.@Nullable Timer loss;
  private boolean ready = true;
  private boolean removed;
  private boolean released;
  private int running;

  EngineSandbox(Birth birth, EnginePod pod, SandboxSpec spec, Network network) {
    this.id = birth.id();
    this.pod = pod;
    this.attempt = spec.attempt();
    this.hostname = spec.hostname();
    this.address = network.address();
    this.ports = network.ports();
    this.memory =
        spec.memoryVolumes().isEmpty() ? NO_MEMORY : new MemoryFolders(spec.memoryVolumes());
    this.onHost = spec.namespaces().network() == Namespaces.Scope.HOST;
    this.createdAt = birth.at();
  }

  /** An address: a taken one, or the host's, which has no index. */
  record Address(int index, String text) {

    static Address host() {
      return new Address(-1, "127.0.0.1");
    }
  }

  /** How a sandbox is reached. */
  record Network(Address address, HostPorts ports) {}

  boolean isReady() {
    return ready;
  }

  void lose() {
    ready = false;
  }

  void removed() {
    removed = true;
    if (loss != null) {
      loss.cancel();
    }
    ports.close();
    memory.remove();
  }

  void containerBegins() {
    running++;
  }

  void containerEnds() {
    running--;
  }

  /** Whether the address can be given back; says so once. */
  boolean releasesAddress() {
    boolean now = removed && running == 0 && !released && !onHost;
    released = released || now;
    return now;
  }

  ObservedSandbox observe() {
    return new ObservedSandbox(
        id,
        attempt,
        ready ? ObservedSandbox.State.READY : ObservedSandbox.State.NOT_READY,
        ready && !onHost ? address.text() : null,
        createdAt,
        ready ? ports.published() : List.of());
  }
}
