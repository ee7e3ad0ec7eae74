package io.kubelette.benchmarks.engines;

import io.kubelette.loop.Clock;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * One container by Testcontainers, which sees to it that it is removed after a crash only with its
 * reaper; that one's image comes from a registry, and so the benchmark runs without it.
 */
record ByTestcontainers(String image) implements Way {

  private static final String NO_REAPER = "TESTCONTAINERS_RYUK_DISABLED";

  ByTestcontainers {
    if (!"true".equals(System.getenv(NO_REAPER))) {
      throw new IllegalArgumentException("set " + NO_REAPER + "=true: its image is in no registry");
    }
  }

  @Override
  public double secondsToRun(String name) {
    try (GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(image)).withCommand("sleep", "3600")) {
      long began = Clock.system().nanoTime();
      container.start();
      return (Clock.system().nanoTime() - began) / 1e9;
    }
  }
}
