package io.kubelette.runtime.fake;

import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.SandboxSpec;
import java.time.Instant;

/**
 * A sandbox and the address that it holds. Owned by the engine: guarded by its monitor.
 *
 * <p>The address stays taken until the sandbox is removed and no container of it runs, since until
 * then programs may have sockets on it.
 */
final class EngineSandbox {

  final String id;
  final EnginePod pod;
  final int attempt;
  final String hostname;
  final Address address;
  private final Instant createdAt;
  private boolean ready = true;
  private boolean removed;
  private boolean released;
  private int running;

  EngineSandbox(Birth birth, EnginePod pod, SandboxSpec spec, Address address) {
    this.id = birth.id();
    this.pod = pod;
    this.attempt = spec.attempt();
    this.hostname = spec.hostname();
    this.address = address;
    this.createdAt = birth.at();
  }

  /** A taken address. */
  record Address(int index, String text) {}

  boolean isReady() {
    return ready;
  }

  void lose() {
    ready = false;
  }

  void removed() {
    removed = true;
  }

  void containerBegins() {
    running++;
  }

  void containerEnds() {
    running--;
  }

  /** Whether the address can be given back; says so once. */
  boolean releasesAddress() {
    boolean now = removed && running == 0 && !released;
    released = released || now;
    return now;
  }

  ObservedSandbox observe() {
    return new ObservedSandbox(
        id,
        attempt,
        ready ? ObservedSandbox.State.READY : ObservedSandbox.State.NOT_READY,
        ready ? address.text() : null,
        createdAt);
  }
}
