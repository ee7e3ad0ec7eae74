package io.kubelette.kubectl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs kubectl against one server, with a home of its own, so that it neither reads nor writes the
 * user's files.
 *
 * @param home where its files are
 * @param global the options that every command gets
 * @param environment what it finds beside its home
 * @param runs the words of all commands so far, shared with those that are made from this
 */
record Kubectl(
    Path home, List<String> global, Map<String, String> environment, List<List<String>> runs) {

  /** What one run has written, and its exit code. */
  record Result(int exitCode, String out, String err) {

    /** What it wrote, which must have been a success. */
    String success() {
      if (exitCode != 0) {
        throw new AssertionError("kubectl ended with " + exitCode + ": " + err);
      }
      return out;
    }

    /** What it complained of, which must have been a failure. */
    String failure() {
      if (exitCode == 0) {
        throw new AssertionError("kubectl did not fail, and wrote: " + out);
      }
      return err;
    }
  }

  /** One that asks a server. */
  Kubectl(String server, Path home) {
    this(home, List.of("--server=" + server), Map.of(), new ArrayList<>());
  }

  /** One that works in a namespace. */
  Kubectl in(String namespace) {
    List<String> more = new ArrayList<>(global);
    more.add("--namespace=" + namespace);
    return new Kubectl(home, more, environment, runs);
  }

  /** One that finds this in its environment, too. */
  Kubectl with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new Kubectl(home, global, more, runs);
  }

  /** Runs to the end, which must be a success; what it wrote. */
  String run(String... words) {
    return attempt(words).success();
  }

  /** Runs to the end, which must be a failure; what it complained of. */
  String refused(String... words) {
    return attempt(words).failure();
  }

  /** Runs to the end, however that is. */
  Result attempt(String... words) {
    return fed("", words);
  }

  /** The same with this on standard input. */
  Result fed(String input, String... words) {
    try (Running running = start(words)) {
      running.type(input);
      running.endInput();
      return running.result();
    }
  }

  /** Starts one that may go on until it is ended. */
  Running start(String... words) {
    List<String> command = new ArrayList<>(List.of("kubectl"));
    command.addAll(global);
    command.addAll(List.of(words));
    runs.add(List.of(words));
    return started(command);
  }

  /**
   * Starts one in a terminal of so many rows and columns, by {@code script(1)}; its words must need
   * no quotes but those within a word. What it writes comes as output, ends of lines as terminals
   * have them.
   */
  Running terminal(int rows, int columns, String... words) {
    StringBuilder line = new StringBuilder("stty rows " + rows + " cols " + columns + "; kubectl");
    global.forEach(word -> line.append(' ').append(word));
    for (String word : words) {
      line.append(" '").append(word.replace("'", "'\\''")).append('\'');
    }
    runs.add(List.of(words));
    return started(List.of("script", "-qefc", line.toString(), "/dev/null"));
  }

  private Running started(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("SHELL", "/bin/sh");
    builder.environment().put("KUBECONFIG", home.resolve("config").toString());
    builder.environment().putAll(environment);
    return Running.of(builder.directory(home.toFile()), home);
  }

  /** A file in its home. */
  String file(String name, String content) {
    try {
      Path file = home.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a command with all words of a form was run. */
  boolean ran(String form) {
    return runs.stream().anyMatch(words -> hasAll(words, form.split(" ")));
  }

  private static boolean hasAll(List<String> words, String[] form) {
    for (String part : form) {
      if (words.stream().noneMatch(word -> isPart(word, part))) {
        return false;
      }
    }
    return true;
  }

  /** An option may have a value, and a type that ends in a slash a name. */
  private static boolean isPart(String word, String part) {
    return word.equals(part)
        || word.startsWith(part + "=")
        || part.endsWith("/") && word.startsWith(part);
  }
}
