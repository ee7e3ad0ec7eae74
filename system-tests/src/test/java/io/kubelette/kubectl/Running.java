package io.kubelette.kubectl;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A command under way, whose output is in files. Closing it ends it.
 *
 * <p>Not thread-safe: of the test that started it.
 */
record Running(ProcessBuilder command, Process process, Path out, Path err)
    implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  static Running of(ProcessBuilder command, Path folder) {
    try {
      Path out = Files.createTempFile(folder, "out", ".txt");
      Path err = Files.createTempFile(folder, "err", ".txt");
      command.redirectOutput(out.toFile()).redirectError(err.toFile());
      return new Running(command, command.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends this to its standard input; one that has ended does not mind. */
  void type(String text) {
    try {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException ended) {
      // Its result tells why.
    }
  }

  void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException ended) {
      // Its result tells why.
    }
  }

  /** What it has written so far. */
  String written() {
    return read(out);
  }

  /** Waits until it has written that; all of what it wrote. */
  String awaitOut(Predicate<String> wanted) {
    await().atMost(PATIENCE).until(() -> wanted.test(written()) || !process.isAlive());
    String text = written();
    if (!wanted.test(text)) {
      throw new AssertionError(described());
    }
    return text;
  }

  /** Waits until it has complained of that. */
  void awaitErr(String wanted) {
    await().atMost(PATIENCE).until(() -> read(err).contains(wanted));
  }

  String awaitOut(String wanted) {
    return awaitOut(text -> text.contains(wanted));
  }

  /** Waits for its end. */
  Kubectl.Result result() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("did not end: " + described());
      }
      return new Kubectl.Result(process.exitValue(), written(), read(err));
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private String described() {
    return "%s wrote: %s%nand complained: %s".formatted(command.command(), written(), read(err));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
