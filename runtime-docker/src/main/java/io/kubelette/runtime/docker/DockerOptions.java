package io.kubelette.runtime.docker;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How a {@link DockerRuntime} finds its engine and deals with it.
 *
 * @param engine where the engine listens, for instance {@code unix:///run/user/1000/docker.sock};
 *     empty for what {@code DOCKER_HOST}, the Docker context or the default socket says
 * @param sandboxImage the image of sandboxes; empty for a minimal one that this library imports
 *     into the engine. One of your own must be present in the engine, and its program must go on
 *     until it gets SIGTERM
 * @param callTimeout how long the engine may take for one answer
 * @param pullStall how long a pull may show no progress before it is given up
 * @param podReach how this process reaches pods; empty for what fits: {@link PodReach#DIRECT} with
 *     an engine that has root on this Linux machine, else {@link PodReach#PUBLISHED}
 */
public record DockerOptions(
    Optional<URI> engine,
    Optional<String> sandboxImage,
    Duration callTimeout,
    Duration pullStall,
    Optional<PodReach> podReach) {

  /** Refuses timeouts that are not positive. */
  public DockerOptions {
    if (callTimeout.isNegative() || callTimeout.isZero()) {
      throw new IllegalArgumentException("callTimeout must be positive, not " + callTimeout);
    }
    if (pullStall.isNegative() || pullStall.isZero()) {
      throw new IllegalArgumentException("pullStall must be positive, not " + pullStall);
    }
  }

  /**
   * The environment's engine, the built-in sandbox image, two minutes for a call (Kubernetes:
   * runtimeRequestTimeout) and one without progress for a pull (Kubernetes:
   * image-pull-progress-deadline).
   */
  public static DockerOptions defaults() {
    return new DockerOptions(
        Optional.empty(),
        Optional.empty(),
        Duration.ofMinutes(2),
        Duration.ofMinutes(1),
        Optional.empty());
  }

  /** The same with the engine that listens there. */
  public DockerOptions withEngine(URI uri) {
    return new DockerOptions(Optional.of(uri), sandboxImage, callTimeout, pullStall, podReach);
  }

  /** The same with a sandbox image of the user's. */
  public DockerOptions withSandboxImage(String reference) {
    return new DockerOptions(engine, Optional.of(reference), callTimeout, pullStall, podReach);
  }

  /** The same with another limit for one answer of the engine. */
  public DockerOptions withCallTimeout(Duration limit) {
    return new DockerOptions(engine, sandboxImage, limit, pullStall, podReach);
  }

  /** The same with another limit for a pull without progress. */
  public DockerOptions withPullStall(Duration limit) {
    return new DockerOptions(engine, sandboxImage, callTimeout, limit, podReach);
  }

  /** The same, with pods reached in that way whatever the engine is. */
  public DockerOptions withPodReach(PodReach reach) {
    return new DockerOptions(engine, sandboxImage, callTimeout, pullStall, Optional.of(reach));
  }
}
