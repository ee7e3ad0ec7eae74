package io.kubelette.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The small text files in which a machine describes itself; none of them need exist.
 *
 * @param root what stands for {@code /}
 */
record MachineFiles(Path root) {

  static MachineFiles below(Path root) {
    return new MachineFiles(root);
  }

  /** The text without surrounding space; empty if there is no such file or it cannot be read. */
  Optional<String> text(String path) {
    try {
      String text = Files.readString(at(path), StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  /** The first of these files that has a text. */
  Optional<String> firstText(String... paths) {
    return Stream.of(paths).map(this::text).flatMap(Optional::stream).findFirst();
  }

  /** The number that is all the file holds; empty for {@code max} and other words. */
  Optional<Long> number(String path) {
    return text(path).flatMap(ProcTexts::number);
  }

  /** The names in a folder, sorted; none if there is no such folder. */
  List<String> names(String folder) {
    try (Stream<Path> entries = Files.list(at(folder))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException absent) {
      return List.of();
    }
  }

  private Path at(String path) {
    return root.resolve(path.substring(1));
  }
}
