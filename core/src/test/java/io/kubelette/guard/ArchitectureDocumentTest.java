package io.kubelette.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ArchitectureDocumentTest {

  private static final Path DOCUMENT = Path.of("../ARCHITECTURE.md");
  private static final Path PACKAGES = Path.of("src/main/java/io/kubelette");
  private static final Pattern ROW =
      Pattern.compile("^\\| `([\\w.]+)` \\|[^|]*\\| ([^|]*) \\|$", Pattern.MULTILINE);

  @Test
  void itsTableOfPackagesIsTheOneThatTheBuildGuards() throws IOException {
    Map<String, Set<String>> documented = new TreeMap<>();
    ROW.matcher(Files.readString(DOCUMENT))
        .results()
        .forEach(row -> documented.put(row.group(1), imports(row)));

    Map<String, Set<String>> guarded = new TreeMap<>(Arrows.MAY_IMPORT);
    guarded.keySet().removeIf(name -> !Files.isDirectory(PACKAGES.resolve(name.replace('.', '/'))));
    assertThat(documented).isEqualTo(guarded);
  }

  private static Set<String> imports(MatchResult row) {
    return row.group(2).equals("–") ? Set.of() : new TreeSet<>(Set.of(row.group(2).split(", ")));
  }
}
