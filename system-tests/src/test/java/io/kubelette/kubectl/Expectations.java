package io.kubelette.kubectl;

import io.kubelette.kubectl.ForeignManifests.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What is expected of each file of the corpus: core's table, and over it the rows in which kubectl
 * differs, each with its reason.
 */
final class Expectations {

  private Expectations() {}

  /**
   * The expectations by file.
   *
   * @param side of which an apply merges: {@code client} or {@code server}
   */
  static Map<String, Verdict> read(String side) throws IOException {
    Map<String, Verdict> expected = new TreeMap<>();
    for (String[] row : rows("/io/kubelette/api/expected.tsv")) {
      expected.put(row[0], row[1].equals("applied") ? Verdict.APPLIED : refused(row[2]));
    }
    for (String[] row : rows("/io/kubelette/kubectl/corpus.tsv")) {
      if (row[1].equals("both") || row[1].equals(side)) {
        expected.put(
            row[0], row[2].equals("applied") ? Verdict.APPLIED : Verdict.refused(row[3], row[4]));
      }
    }
    return expected;
  }

  /**
   * Kinds that are not served kubectl refuses itself, by discovery. Otherwise the field counts: the
   * words of core's table are the library's, where those of a Status are Kubernetes'.
   */
  private static Verdict refused(String field) {
    return field.matches("(items\\[\\d+\\]\\.)?kind")
        ? Verdict.refused("", "no matches for kind")
        : Verdict.refused(field, "");
  }

  private static List<String[]> rows(String table) throws IOException {
    try (InputStream text =
        Objects.requireNonNull(Expectations.class.getResourceAsStream(table), table)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .toList();
    }
  }
}
