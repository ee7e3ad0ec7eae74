package io.kubelette.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The three parts of a package's document: what lives there, whose threads, what it imports. */
final class PackageDocuments {

  private PackageDocuments() {}

  static List<String> flawsBelow(Path sources) {
    List<String> flaws = new ArrayList<>();
    SourceFile.paths(sources).stream()
        .map(Path::getParent)
        .distinct()
        .forEach(folder -> flaws.addAll(flawsOf(folder, sources)));
    return flaws;
  }

  private static List<String> flawsOf(Path folder, Path sources) {
    String name = sources.relativize(folder).toString().replace('/', '.').replace('\\', '.');
    Path document = folder.resolve("package-info.java");
    if (!Files.exists(document)) {
      return List.of(name + " has no package-info: say what lives there before somebody guesses");
    }
    String text = read(document);
    List<String> flaws = new ArrayList<>();
    if (!text.startsWith("/**") || text.indexOf("<p>") < 0) {
      flaws.add(name + ": the document does not say what lives there");
    }
    if (!text.contains("<p>Threads: ")) {
      flaws.add(name + ": the document does not say who owns its threads (Threads: …)");
    }
    if (!text.contains("<p>May import: ")) {
      flaws.add(name + ": the document does not say what it imports (May import: …)");
    }
    if (!text.contains("@NullMarked")) {
      flaws.add(name + " is not @NullMarked: null never crosses an API unseen");
    }
    return flaws;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
