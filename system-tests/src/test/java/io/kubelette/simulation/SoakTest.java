package io.kubelette.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Days of virtual time leave no thread, handle, socket, file, event or memory of a pod. */
class SoakTest {

  private static final Path HANDLES = Path.of("/proc/self/fd");

  @Test
  void aDayOfFaultsLeavesNothing() throws IOException {
    soak(11, 1);
  }

  @Test
  @Tag("long")
  void thirtyDaysOfFaultsLeaveNothing() throws IOException {
    soak(30, 30);
  }

  private static void soak(long seed, int days) throws IOException {
    // What a JVM opens once and for all is open after the first run.
    Simulation.run(0);
    Set<Thread> threads = threads();
    List<String> handles = handles();

    Soak.Verdict verdict = Soak.run(seed, days);

    assertThat(verdict.broken()).as(verdict::report).isEmpty();
    assertThat(threads()).isSubsetOf(threads);
    assertThat(handles()).isSubsetOf(handles);
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("kubelette"))
        .collect(Collectors.toSet());
  }

  /** Of sockets and of the simulation's files; none where a process cannot see its handles. */
  private static List<String> handles() throws IOException {
    if (!Files.isDirectory(HANDLES)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(HANDLES)) {
      return all.filter(Files::isSymbolicLink)
          .map(SoakTest::target)
          .filter(to -> to.startsWith("socket:") || to.contains("kubelette-simulation"))
          .toList();
    }
  }

  private static String target(Path handle) {
    try {
      return Files.readSymbolicLink(handle).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
