package io.kubelette.benchmarks.engines;

import io.kubelette.loop.Clock;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The first container of a JVM, as each run of a test suite has one: from the start of the JVM
 * until the container runs.
 *
 * @param way {@code kubelette} or {@code testcontainers}
 * @param engines where it runs
 */
record FreshJvm(String way, EnginesBenchmark.Engines engines) implements Way {

  private static final String RUNS = "runs";

  @Override
  public double secondsToRun(String name) throws Exception {
    Clock clock = Clock.system();
    long began = clock.nanoTime();
    Process jvm =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                FreshJvm.class.getName(),
                way,
                engines.image(),
                engines.docker(),
                name)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (Stream<String> said = jvm.inputReader(StandardCharsets.UTF_8).lines()) {
      boolean runs = said.anyMatch(RUNS::equals);
      double seconds = (clock.nanoTime() - began) / 1e9;
      jvm.getOutputStream().close();
      if (!runs || jvm.waitFor() != 0) {
        throw new IllegalStateException(way + " ended without its container");
      }
      return seconds;
    }
  }

  /** In the JVM of its own: starts the container, says so, and removes it when its input ends. */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    String image = words.get(1);
    String name = words.get(3);
    if (words.get(0).equals("kubelette")) {
      try (NodeOnEngine node = NodeOnEngine.at(URI.create(words.get(2)), image)) {
        node.start(List.of(name));
        sayAndWait();
        node.remove(List.of(name));
      }
    } else {
      try (var container = ByTestcontainers.sleeping(image).container()) {
        container.start();
        sayAndWait();
      }
    }
  }

  private static void sayAndWait() throws IOException {
    System.out.println(RUNS);
    System.in.readAllBytes();
  }
}
