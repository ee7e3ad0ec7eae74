package io.kubelette.benchmarks.proxy;

import io.kubelette.benchmarks.proxy.Metric.Better;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Results as Markdown; pure. */
final class Table {

  private Table() {}

  /** Ratios first, then what was measured. */
  static String of(Results results) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Ratios of medians, the quartiles of the rounds' ratios in brackets; above 1, ours is better.\n\n");
    List<Results.Row> rows = results.rows();
    List<Results.Row> compared =
        rows.stream().filter(row -> row.metric().better() != Better.SHOWN).toList();
    append(text, results, compared, Table::ratio);
    text.append("\nWhat was measured: medians, the quartiles in brackets.\n\n");
    append(text, results, rows, Table::figure);
    return text.toString();
  }

  /** What stands where a row and a column meet. */
  private interface Cell {
    Optional<String> text(Results results, Results.Row row, Peer peer);
  }

  private static void append(
      StringBuilder text, Results results, List<Results.Row> rows, Cell cell) {
    List<Peer> peers =
        Arrays.stream(Peer.values())
            .filter(
                peer -> rows.stream().anyMatch(row -> cell.text(results, row, peer).isPresent()))
            .toList();
    text.append("| |");
    peers.forEach(peer -> text.append(' ').append(peer).append(" |"));
    text.append("\n|---|").append("---|".repeat(peers.size())).append('\n');
    for (Results.Row row : rows) {
      text.append("| ").append(row.title()).append(" |");
      for (Peer peer : peers) {
        text.append(' ').append(cell.text(results, row, peer).orElse("-")).append(" |");
      }
      text.append('\n');
    }
  }

  private static Optional<String> ratio(Results results, Results.Row row, Peer peer) {
    return results
        .ratio(row, peer)
        .map(
            ratio ->
                String.format(
                    Locale.ROOT,
                    "**%.2f** (%.2f–%.2f)",
                    ratio.median(),
                    ratio.lower(),
                    ratio.upper()));
  }

  private static Optional<String> figure(Results results, Results.Row row, Peer peer) {
    return results
        .of(row, peer)
        .map(
            figures ->
                "%s (%s–%s)"
                    .formatted(
                        number(figures.median()),
                        number(figures.lower()),
                        number(figures.upper())));
  }

  /** With three digits that count. */
  private static String number(double value) {
    double size = Math.abs(value);
    if (size >= 100 || value == 0) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
  }
}
