package io.kubelette.kubectl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The forms of kubectl and their tests, as the tests of this package say.
 *
 * @param rows in the order of their forms
 * @param nameless tests of kubectl that name no form
 */
record FormTable(List<Row> rows, List<String> nameless) {

  /** A form, and a test that runs it. */
  record Row(String form, String runtime, String test) {

    String line() {
      return "| `%s` | %s | `%s` |\n".formatted(form, runtime, test);
    }
  }

  static FormTable read() {
    List<Row> rows = new ArrayList<>();
    List<String> nameless = new ArrayList<>();
    contracts().forEach(type -> read(type, rows, nameless));
    rows.sort(Comparator.comparing(Row::form).thenComparing(Row::runtime).thenComparing(Row::test));
    return new FormTable(rows, nameless);
  }

  private static void read(Class<?> type, List<Row> rows, List<String> nameless) {
    Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .forEach(
            method -> {
              String test = type.getSimpleName() + "." + method.getName();
              Form forms = method.getAnnotation(Form.class);
              if (forms == null) {
                nameless.add(test);
              } else {
                Stream.of(forms.value())
                    .forEach(form -> rows.add(new Row(form, runtime(type), test)));
              }
            });
  }

  /** Contracts run on every runtime; other tests on what their name says. */
  private static String runtime(Class<?> type) {
    String name = type.getSimpleName();
    return name.endsWith("Contract")
        ? "fake, Docker"
        : name.startsWith("Docker") ? "Docker" : "fake";
  }

  /** The classes of this package that have a node to run kubectl against. */
  private static Stream<Class<?>> contracts() {
    String folder = FormTable.class.getPackageName().replace('.', '/');
    try {
      Path classes =
          Path.of(FormTable.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.list(classes.resolve(folder))) {
        return files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".class") && !name.contains("$"))
            .sorted()
            .<Class<?>>map(name -> type(name.replace(".class", "")))
            .filter(KubectlContract.class::isAssignableFrom)
            .collect(Collectors.toList())
            .stream();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(FormTable.class.getPackageName() + "." + name);
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The page with its table as it should be. */
  String in(String page) {
    String head = "| form | runtime | test |\n|---|---|---|\n";
    int begin = page.indexOf(head);
    if (begin < 0) {
      throw new IllegalArgumentException("the page has no table with the head " + head);
    }
    int end = page.indexOf("\n\n", begin);
    return page.substring(0, begin)
        + head
        + rows.stream().map(Row::line).collect(Collectors.joining())
        + (end < 0 ? "" : page.substring(end + 1));
  }
}
