package io.kubelette.benchmarks.engines;

import io.kubelette.benchmarks.Quartiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How long several ways took, run by run: each run goes every way once, in an order that turns.
 *
 * @param seconds by way, one value for each run
 */
record Comparison(Map<String, List<Double>> seconds) {

  /** Goes every way so often; the runs to warm up do not count. */
  static Comparison of(int warmUp, int runs, Map<String, Way> ways) throws Exception {
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    ways.keySet().forEach(name -> seconds.put(name, new ArrayList<>()));
    List<String> order = new ArrayList<>(ways.keySet());
    for (int run = -warmUp; run < runs; run++) {
      Collections.rotate(order, 1);
      for (String name : order) {
        double took = ways.get(name).secondsToRun("kubelette-benchmark-" + (run + warmUp));
        if (run >= 0) {
          seconds.get(name).add(took);
          System.out.printf("    run %d: %.3f %s%n", run, took, name);
        }
      }
    }
    return new Comparison(seconds);
  }

  /** Prints medians and quartiles, and what of the others' time ours took. */
  void print(String ours) {
    List<Double> own = seconds.get(ours);
    System.out.printf("  %-36s median (quartiles), n = %d%n", "", own.size());
    seconds.forEach((name, all) -> System.out.printf("  %-36s %s%n", name, Quartiles.of(all)));
    seconds.forEach(
        (name, theirs) -> {
          if (!name.equals(ours)) {
            System.out.printf("  ratio of medians to %-16s %9.3f%n", name, ratio(own, theirs));
            System.out.printf("  ratio run by run to %-16s %s%n", name, paired(own, theirs));
          }
        });
  }

  private static double ratio(List<Double> own, List<Double> theirs) {
    return Quartiles.of(own).median() / Quartiles.of(theirs).median();
  }

  private static Quartiles paired(List<Double> own, List<Double> theirs) {
    return Quartiles.of(
        IntStream.range(0, own.size()).mapToObj(run -> own.get(run) / theirs.get(run)).toList());
  }
}
