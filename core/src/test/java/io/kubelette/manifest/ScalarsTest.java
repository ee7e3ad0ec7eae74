package io.kubelette.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.YAMLException;

/** Every scalar means what it means to kubectl, by a table of what kubectl printed. */
class ScalarsTest {

  /** What kubectl lets pass, and we refuse: the first value of a key would be lost in silence. */
  private static final Set<String> DUPLICATE_KEYS =
      Set.of("{a: 1, a: 2}", "{a: {yes: 1, \"true\": 2}}", "{1: a, \"1\": b}");

  /** What kubectl lets pass, and we refuse: kubectl would rename the key in silence. */
  private static final Set<String> RENAMED_KEYS =
      Set.of(
          "{1e3: a}",
          "{1e5: a}",
          "{1e6: a}",
          "{1e20: a}",
          "{1e21: a}",
          "{1234567.5: a}",
          "{0.00001: a}",
          "{-0.0: a}",
          "{3.14159265358979: a}",
          "{18446744073709551616: a}",
          "{.inf: a}",
          "{-.inf: a}",
          "{.nan: a}");

  /** What kubectl refuses or reads otherwise, and we let pass: nobody writes it in manifests. */
  private static final Set<String> UNTOLD =
      Set.of("! 1", "! yes", "!!timestamp x", "!!int 1e3", "\"\\uD83D\\uDE00\"");

  record Row(String text, String expected) {
    @Override
    public String toString() {
      return text + " -> " + expected;
    }
  }

  static List<Row> rows() throws IOException {
    try (var table = ScalarsTest.class.getResourceAsStream("scalars.tsv")) {
      String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n"))
          .skip(1)
          .map(ScalarsTest::row)
          .filter(row -> !UNTOLD.contains(row.text))
          .toList();
    }
  }

  private static Row row(String line) {
    int tab = line.lastIndexOf('\t');
    return new Row(line.substring(0, tab), line.substring(tab + 1));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void meansWhatItMeansToKubectl(Row row) throws IOException {
    boolean stricter = DUPLICATE_KEYS.contains(row.text) || RENAMED_KEYS.contains(row.text);
    String expected = stricter ? "error" : row.expected;

    String actual = resolved(row.text);

    if (expected.equals("error")) {
      assertThat(actual).isEqualTo("error");
    } else {
      assertThat(withDoubles(Json.MAPPER.readTree(actual)))
          .isEqualTo(withDoubles(Json.MAPPER.readTree(expected)));
    }
  }

  @Test
  void theTableIsThere() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(300);
  }

  /** kubectl prints what exceeds 63 bits through a double; ours stays exact. */
  private static JsonNode withDoubles(JsonNode value) {
    if (value.isNumber()) {
      return DoubleNode.valueOf(value.doubleValue());
    }
    if (value instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(withDoubles(field.getValue())));
    }
    if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, withDoubles(array.get(i)));
      }
    }
    return value;
  }

  private static String resolved(String text) {
    Problems problems = new Problems("test");
    Composer composer = ManifestReader.composer("a: b\nv: " + text + "\n");
    try {
      JsonNode root =
          new YamlTree(problems, new AliasBudget()).build(composer.getSingleNode()).root();
      return problems.count() > 0 ? "error" : root.get("v").toString();
    } catch (YAMLException | Refusal e) {
      return "error";
    }
  }
}
