package io.kubelette.runtime;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sandbox as the engine shows it.
 *
 * @param id the engine's id
 * @param attempt which of the pod's sandboxes it is, from 0
 * @param state whether containers can join it
 * @param address the pod's IP address while ready; null in the host's network
 * @param createdAt when it was made
 * @param ports what of it the host publishes while ready, each with the port that it got
 */
public record ObservedSandbox(
    String id,
    int attempt,
    State state,
    @Nullable String address,
    Instant createdAt,
    List<PortMapping> ports) {

  /** Copies the list. */
  public ObservedSandbox {
    ports = List.copyOf(ports);
  }

  /** A sandbox that publishes nothing. */
  public ObservedSandbox(
      String id, int attempt, State state, @Nullable String address, Instant createdAt) {
    this(id, attempt, state, address, createdAt, List.of());
  }

  /** Whether a sandbox can be joined. */
  public enum State {
    /** It runs and has an address, or the host's. */
    READY,
    /** It was never started, or it is gone. */
    NOT_READY
  }
}
