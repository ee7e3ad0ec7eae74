package io.kubelette.api;

import io.kubelette.model.ResourceType;
import java.util.Optional;
import java.util.Set;

/**
 * A state of the cluster that {@link ApiServer#await} waits for, and that can say what it lacks.
 *
 * <p>Pure: it reads the API and keeps nothing. Called on the waiting thread.
 */
public interface Expectation {

  /** The kinds whose changes may fulfil it. */
  Set<ResourceType<?>> concerns();

  /**
   * Empty once it is met; otherwise what is missing and why, for a reader who sees nothing else:
   * which object, its state, the last warnings about it.
   */
  Optional<String> missing(ApiServer api);
}
