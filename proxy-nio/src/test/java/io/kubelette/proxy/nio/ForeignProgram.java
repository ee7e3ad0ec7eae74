package io.kubelette.proxy.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A program of this machine. */
final class ForeignProgram {

  private final Path binary;
  private final List<String> prefix;

  private ForeignProgram(Path binary, List<String> prefix) {
    this.binary = binary;
    this.prefix = prefix;
  }

  /** The program of that name; the test is skipped where it is not installed. */
  static ForeignProgram installed(String name) {
    Optional<Path> found =
        Arrays.stream(System.getenv("PATH").split(":"))
            .map(folder -> Path.of(folder).resolve(name))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(found.isPresent(), name + " is not installed");
    return new ForeignProgram(found.orElseThrow(), List.of());
  }

  /** The same program, run by another one, for instance under another user. */
  ForeignProgram by(String... command) {
    return new ForeignProgram(binary, List.of(command));
  }

  /** Waits until somebody listens on a local port. */
  static void awaitListening(int port) {
    Awaitility.await("somebody listens on port " + port)
        .atMost(Duration.ofSeconds(30))
        .until(() -> listens(port));
  }

  private static boolean listens(int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      return true;
    } catch (ConnectException notYet) {
      return false;
    }
  }

  /** Runs it to its end, which must be a good one. */
  String run(String... arguments) {
    return runWith(Path.of("/dev/null"), arguments);
  }

  /** The same, with a file as its input. */
  String runWith(Path input, String... arguments) {
    try {
      Process process = builder(arguments).redirectInput(input.toFile()).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(binary + " said: " + output).isZero();
      return output;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** Runs it until it is destroyed. */
  Process start(String... arguments) throws IOException {
    return builder(arguments).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(binary.toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }
}
