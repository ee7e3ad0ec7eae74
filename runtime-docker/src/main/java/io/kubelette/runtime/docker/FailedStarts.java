package io.kubelette.runtime.docker;

import com.github.dockerjava.api.exception.BadRequestException;
import io.kubelette.loop.Clock;
import io.kubelette.runtime.ObservedContainer.Exit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Containers whose program could not begin, on Podman: it shows them as if they were never started.
 * After a restart of this process they are started once more, and fail again.
 *
 * <p>Thread-safe because its map is.
 */
final class FailedStarts {

  /** The codes of a shell for what is not there, and for what cannot be executed. */
  private static final int ABSENT = 127;

  private static final int FORBIDDEN = 126;

  private final Map<String, Exit> exits = new ConcurrentHashMap<>();

  void add(String containerId, BadRequestException refusal) {
    String words = String.valueOf(refusal.getMessage());
    int code = words.contains("permission denied") ? FORBIDDEN : ABSENT;
    exits.put(containerId, new Exit(code, Clock.system().now(), "ContainerCannotRun", words));
  }

  void remove(String containerId) {
    exits.remove(containerId);
  }

  Optional<Exit> of(String containerId) {
    return Optional.ofNullable(exits.get(containerId));
  }
}
