package io.kubelette.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * The middle of what was measured, and the half of it that lies around.
 *
 * @param lower a quarter of the values is below
 * @param median half of them is
 * @param upper a quarter of the values is above
 */
public record Quartiles(double lower, double median, double upper) {

  /** Of at least one value. */
  public static Quartiles of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Quartiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
  }

  private static double at(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  /** Median and quartiles with three decimals. */
  @Override
  public String toString() {
    return "%9.3f  (%.3f to %.3f)".formatted(median, lower, upper);
  }
}
