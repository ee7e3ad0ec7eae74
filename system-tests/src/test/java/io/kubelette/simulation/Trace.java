package io.kubelette.simulation;

import io.kubelette.loop.ManualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/**
 * What happened in a run, in order.
 *
 * <p>Lines are only formatted when somebody reads them: most runs are never looked at. Owned by the
 * simulation's thread.
 */
final class Trace {

  private record Line(long nanos, String format, Object[] words) {

    @Override
    public String toString() {
      Duration at = Duration.ofNanos(nanos);
      return "%6d.%03d  %s"
          .formatted(at.toSeconds(), at.toMillisPart(), String.format(format, words));
    }
  }

  private final ManualTime time;
  private final Deque<Line> lines = new ArrayDeque<>();
  private int kept = Integer.MAX_VALUE;

  Trace(ManualTime time) {
    this.time = time;
  }

  /** Keeps so many lines, the newest. */
  void keep(int newest) {
    kept = newest;
  }

  /** The words must not change after they were given. */
  void add(String format, Object... words) {
    lines.add(new Line(time.nanoTime(), format, words));
    if (lines.size() > kept) {
      lines.remove();
    }
  }

  /** All lines that contain the text; all there are for the empty text. */
  String about(String text) {
    return lines.stream()
        .map(Line::toString)
        .filter(line -> line.contains(text))
        .collect(Collectors.joining("\n"));
  }

  /** A number that tells two traces apart. */
  long digest() {
    long digest = lines.size();
    for (Line line : lines) {
      digest = 31 * digest + line.toString().hashCode();
    }
    return digest;
  }
}
