package io.kubelette.runtime;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sandbox as the engine shows it.
 *
 * @param id the engine's id
 * @param attempt which of the pod's sandboxes it is, from 0
 * @param state whether containers can join it
 * @param address the pod's IP address while ready
 * @param createdAt when it was made
 */
public record ObservedSandbox(
    String id, int attempt, State state, @Nullable String address, Instant createdAt) {

  /** Whether a sandbox can be joined. */
  public enum State {
    /** It runs and has an address. */
    READY,
    /** It was never started, or it is gone. */
    NOT_READY
  }
}
