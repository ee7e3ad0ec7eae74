package io.kubelette.benchmarks.engines;

import io.kubelette.loop.Clock;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/**
 * One container by Testcontainers, which sees to it that it is removed after a crash only with its
 * reaper; that one's image comes from a registry, and so the benchmark runs without it.
 *
 * @param ports what it exposes; it counts as started when they answer
 */
record ByTestcontainers(String image, List<String> command, List<Integer> ports) implements Way {

  private static final String NO_REAPER = "TESTCONTAINERS_RYUK_DISABLED";

  ByTestcontainers {
    if (!"true".equals(System.getenv(NO_REAPER))) {
      throw new IllegalArgumentException("set " + NO_REAPER + "=true: its image is in no registry");
    }
  }

  /** One that only waits. */
  static ByTestcontainers sleeping(String image) {
    return new ByTestcontainers(image, NodeOnEngine.SLEEP, List.of());
  }

  /** One that listens, as most do for which Testcontainers is used. */
  static ByTestcontainers listening(String image) {
    return new ByTestcontainers(image, NodeOnEngine.LISTEN, List.of(NodeOnEngine.PORT));
  }

  @Override
  public double secondsToRun(String name) {
    try (GenericContainer<?> container = container()) {
      long began = Clock.system().nanoTime();
      container.start();
      return (Clock.system().nanoTime() - began) / 1e9;
    }
  }

  /** Two of them, started side by side. */
  static Way twoSleeping(String image) {
    return name -> {
      try (GenericContainer<?> one = sleeping(image).container();
          GenericContainer<?> other = sleeping(image).container()) {
        long began = Clock.system().nanoTime();
        Startables.deepStart(one, other).join();
        return (Clock.system().nanoTime() - began) / 1e9;
      }
    };
  }

  /** Not started yet. */
  GenericContainer<?> container() {
    return new GenericContainer<>(DockerImageName.parse(image))
        .withCommand(command.toArray(String[]::new))
        .withExposedPorts(ports.toArray(Integer[]::new));
  }
}
