package io.kubelette.kubectl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs kubectl against one server, with a home of its own, so that it neither reads nor writes the
 * user's files.
 */
record Kubectl(String server, Path home) {

  private static final int DEADLINE_SECONDS = 60;

  /** What one run has written, and its exit code. */
  record Result(int exitCode, String out, String err) {}

  /** Runs to the end, which must be a success. */
  String run(String... words) {
    Result result = attempt(words);
    if (result.exitCode() != 0) {
      throw new AssertionError(
          "kubectl "
              + String.join(" ", words)
              + " ended with "
              + result.exitCode()
              + ": "
              + result.err());
    }
    return result.out();
  }

  /** Runs to the end, however that is. */
  Result attempt(String... words) {
    try {
      Path out = Files.createTempFile(home, "out", ".txt");
      Path err = Files.createTempFile(home, "err", ".txt");
      Process process = start(out, err, words);
      process.getOutputStream().close();
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            "kubectl " + String.join(" ", words) + " did not end: " + Files.readString(err));
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** Starts one that goes on until it is ended; it writes into these files. */
  Process start(Path out, Path err, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("kubectl", "--server=" + server));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("KUBECONFIG", home.resolve("config").toString());
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  /** A file in its home. */
  String file(String name, String content) {
    try {
      return Files.writeString(home.resolve(name), content).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
