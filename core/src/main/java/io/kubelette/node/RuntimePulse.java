package io.kubelette.node;

import io.kubelette.runtime.RuntimeVersion;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the container runtime answers. A short silence is forgiven: engines restart.
 *
 * <p>Owned by: the reporter's loop.
 */
final class RuntimePulse {

  private final Duration silence;
  private @Nullable RuntimeVersion version;
  private long answeredAt;

  RuntimePulse(Duration silence) {
    this.silence = silence;
  }

  /** The runtime answered at that reading of the monotonic clock. */
  void answered(RuntimeVersion version, long nanoTime) {
    this.version = version;
    this.answeredAt = nanoTime;
  }

  /** The version it told last; empty if it never answered. */
  String version() {
    return version == null ? "" : version.toString();
  }

  /** Why the node cannot use its runtime; empty if it can. */
  List<String> faults(long nanoTime) {
    if (version == null) {
      return List.of("container runtime status check may not have completed yet");
    }
    boolean silent = nanoTime - answeredAt >= silence.toNanos();
    return silent ? List.of("container runtime is down") : List.of();
  }
}
