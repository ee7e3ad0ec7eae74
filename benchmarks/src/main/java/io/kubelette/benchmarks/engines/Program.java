package io.kubelette.benchmarks.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A command line tool with its first words and its environment.
 *
 * @param words what every command begins with
 * @param environment what is added to this process' own
 */
record Program(List<String> words, Map<String, String> environment) {

  static Program docker() {
    return new Program(List.of("docker"), Map.of());
  }

  /** Podman on the storage that {@code .ci/podman} made in that folder. */
  static Program podman(String folder) {
    return new Program(
        List.of(
            "podman",
            "--root",
            folder + "/root",
            "--runroot",
            folder + "/run",
            "--tmpdir",
            folder + "/tmp",
            "--storage-driver",
            "vfs",
            "--network-config-dir",
            folder + "/net",
            "--cgroup-manager",
            "cgroupfs"),
        Map.of(
            "CONTAINERS_CONF",
            folder + "/containers.conf",
            "CONTAINERS_REGISTRIES_CONF",
            folder + "/registries.conf"));
  }

  /** Runs a command to its end; one that fails fails the benchmark. */
  void run(String... arguments) {
    List<String> command = Stream.concat(words.stream(), Stream.of(arguments)).toList();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + said);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
