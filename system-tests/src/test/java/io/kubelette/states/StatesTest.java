package io.kubelette.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row of the table of states is run, by the lines that stand in it. */
final class StatesTest {

  private static final Path DOCUMENT = Path.of("../docs/fake-runtime.md");
  private static final Path TESTS = Path.of("src/test/java/io/kubelette/states");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (.+) \\| (.+) \\| (.+) \\|$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern TEST = Pattern.compile("@State\\(\"(.*?)\"\\)");

  @Test
  void everyRowHasATestThatRunsItsLines() throws IOException {
    Map<String, String> tests = testsByState();
    Map<String, List<String>> rows = codeByState();
    assertThat(rows).hasSizeGreaterThan(40);
    assertThat(tests.keySet()).containsExactlyInAnyOrderElementsOf(rows.keySet());
    List<String> unrun = new ArrayList<>();
    rows.forEach(
        (state, lines) ->
            lines.stream()
                .filter(line -> !pattern(line).matcher(tests.get(state)).find())
                .forEach(line -> unrun.add(state + ": " + line)));
    assertThat(unrun).isEmpty();
  }

  /** The code of each row's middle cell. */
  private static Map<String, List<String>> codeByState() throws IOException {
    String text = Files.readString(DOCUMENT);
    String states = text.substring(text.indexOf("## Every state"), text.indexOf("## What happens"));
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (MatchResult row : ROW.matcher(states).results().skip(1).toList()) {
      List<String> code =
          CODE.matcher(row.group(2)).results().map(found -> found.group(1)).toList();
      assertThat(code).as("code of %s", row.group(1)).isNotEmpty();
      rows.put(row.group(1).replace("`", ""), code);
    }
    rows.remove("---");
    return rows;
  }

  /** The source of each test, without space, up to the next one. */
  private static Map<String, String> testsByState() throws IOException {
    Map<String, String> tests = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(TESTS)) {
      for (Path file : files.filter(each -> each.toString().endsWith("StatesTest.java")).toList()) {
        String source = Files.readString(file);
        List<MatchResult> found = TEST.matcher(source).results().collect(Collectors.toList());
        for (int i = 0; i < found.size(); i++) {
          int end = i + 1 < found.size() ? found.get(i + 1).start() : source.length();
          String body = source.substring(found.get(i).end(), end);
          tests.put(found.get(i).group(1), body.replaceAll("\\s+", ""));
        }
      }
    }
    return tests;
  }

  /** An ellipsis of the document stands for arguments. */
  private static Pattern pattern(String line) {
    return Pattern.compile(
        Stream.of(line.replaceAll("\\s+", "").split("…", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[^;]*?")));
  }
}
