package io.kubelette.conformance.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A test that proves a row.
 *
 * @param row the row's id
 * @param test the test's class, and its method where the annotation is on one
 * @param runtime what the test runs on
 */
record Proof(String row, String test, String runtime) {

  private static final Pattern ANNOTATION = Pattern.compile("@Row\\(([^)]*)\\)");
  private static final Pattern ID = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern SUBJECT =
      Pattern.compile("\\b(?:void\\s+(\\w+)\\s*\\(|(?:class|interface)\\s+\\w+)");

  /** The proofs in all tests of all modules below that folder. */
  static List<Proof> below(Path project) {
    try (Stream<Path> modules = Files.list(project)) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .sorted()
          .flatMap(Proof::inTests)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Stream<Proof> inTests(Path tests) {
    try (Stream<Path> files = Files.walk(tests)) {
      List<Path> sources =
          files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
      return sources.stream().flatMap(Proof::inSource);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Stream<Proof> inSource(Path source) {
    String text;
    try {
      text = Files.readString(source);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    String type = source.getFileName().toString().replace(".java", "");
    List<Proof> proofs = new ArrayList<>();
    Matcher annotation = ANNOTATION.matcher(text);
    while (annotation.find()) {
      Matcher subject = SUBJECT.matcher(text);
      String method = subject.find(annotation.end()) ? subject.group(1) : null;
      String test = method == null ? type : type + "." + method;
      ID.matcher(annotation.group(1))
          .results()
          .forEach(id -> proofs.add(new Proof(id.group(1), test, runtime(source, type))));
    }
    return proofs.stream();
  }

  /**
   * Contracts run on every runtime; other tests on what their name says, since a module's tests
   * that need no engine are not called after it.
   */
  private static String runtime(Path source, String type) {
    String path = source.toString();
    if (type.endsWith("Contract")) {
      return "fake, Docker";
    }
    if (type.startsWith("Docker")) {
      return "Docker";
    }
    return path.contains("runtime-fake") || type.startsWith("Fake") ? "fake" : "none needed";
  }
}
