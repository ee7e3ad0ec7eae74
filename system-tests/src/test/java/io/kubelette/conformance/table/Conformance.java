package io.kubelette.conformance.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All rows, and what proves each.
 *
 * @param rows in the order of their ids
 * @param proofs by row
 */
record Conformance(List<Entry> rows, Map<String, List<Proof>> proofs) {

  /**
   * A row of the kubelet's behaviour.
   *
   * @param id section and row, as in {@code K05-07}
   * @param priority M must, S should, C could, N not
   * @param title what it is about
   * @param reason why it is left out; empty if it is not
   * @param note what of it is not done or done otherwise, and why; empty if all of it is done
   */
  record Entry(String id, String priority, String title, String reason, String note) {

    /** Of a line of the committed list; the note may be missing. */
    static Entry of(String line) {
      String[] cell = line.split("\t", -1);
      return new Entry(cell[0], cell[1], cell[2], cell[3], cell.length > 4 ? cell[4] : "");
    }

    boolean isPromised() {
      return priority.equals("M") || priority.equals("S");
    }
  }

  static Conformance of(List<Proof> proofs) {
    return new Conformance(
        committedRows(), proofs.stream().collect(Collectors.groupingBy(Proof::row)));
  }

  private static List<Entry> committedRows() {
    try (InputStream file =
        Objects.requireNonNull(
            Conformance.class.getResourceAsStream("/io/kubelette/conformance/rows.tsv"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(Entry::of)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  List<Proof> proofsOf(Entry row) {
    return proofs.getOrDefault(row.id(), List.of());
  }

  /** What is wrong with the table, a line each. */
  Stream<String> faults() {
    List<String> known = rows.stream().map(Entry::id).toList();
    Stream<String> unknown =
        proofs.keySet().stream()
            .filter(id -> !known.contains(id))
            .map(id -> id + " is named by a test and is no row");
    Stream<String> missing =
        rows.stream()
            .filter(row -> row.isPromised() && row.reason().isEmpty() && proofsOf(row).isEmpty())
            .map(row -> row.id() + " (" + row.title() + ") has neither a test nor a reason");
    Stream<String> both =
        rows.stream()
            .filter(row -> !row.reason().isEmpty() && !proofsOf(row).isEmpty())
            .map(
                row -> row.id() + " is left out, but " + proofsOf(row).get(0).test() + " names it");
    Stream<String> noted =
        rows.stream()
            .filter(row -> !row.note().isEmpty() && proofsOf(row).isEmpty())
            .map(row -> row.id() + " is done but for a part, but no test names it");
    return Stream.of(unknown, missing, both, noted).flatMap(found -> found);
  }

  /** The page {@code docs/conformance.md}. */
  String page() {
    String proved =
        rows.stream()
            .filter(row -> !proofsOf(row).isEmpty())
            .flatMap(this::lines)
            .collect(Collectors.joining());
    String partly =
        rows.stream()
            .filter(row -> !row.note().isEmpty())
            .map(row -> line(row, row.note()))
            .collect(Collectors.joining());
    String leftOut =
        rows.stream()
            .filter(row -> proofsOf(row).isEmpty())
            .map(row -> line(row, row.reason()))
            .collect(Collectors.joining());
    return """
    # Conformance

    The kubelet's behaviour, row by row, and the tests that prove it. Generated from the tests by `ConformanceTest`: change those, not this page.
    Priorities: M must, S should, C could, N not supported.

    ## Proved

    | row | priority | behaviour | test | runtime |
    |---|---|---|---|---|
    %s
    ## Done but for a part

    These rows are proved above, but for what is said here.

    | row | priority | behaviour | what is not done, or done otherwise, and why |
    |---|---|---|---|
    %s
    ## Left out

    | row | priority | behaviour | why |
    |---|---|---|---|
    %s\
    """
        .formatted(proved, partly, leftOut);
  }

  private static String line(Entry row, String words) {
    return "| %s | %s | %s | %s |\n".formatted(row.id(), row.priority(), row.title(), words);
  }

  private Stream<String> lines(Entry row) {
    return proofsOf(row).stream()
        .map(
            proof ->
                "| %s | %s | %s | `%s` | %s |\n"
                    .formatted(
                        row.id(), row.priority(), row.title(), proof.test(), proof.runtime()));
  }
}
