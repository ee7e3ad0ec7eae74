package io.kubelette.benchmarks.engines;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ways to the same end, of which one is ours.
 *
 * @param end what is timed
 * @param ours the name of our way, which is the first
 * @param all by name
 */
record Ways(String end, String ours, Map<String, Way> all) {

  static Ways to(String end, String ours, Way way) {
    return new Ways(end, ours, Map.of(ours, way));
  }

  Ways beside(String name, Way other) {
    Map<String, Way> more = new LinkedHashMap<>(all);
    more.put(name, other);
    return new Ways(end, ours, more);
  }

  /** Goes all of them in turn and prints how they compare; the runs to warm up do not count. */
  void compare(int warmUp, int runs) throws Exception {
    System.out.println(end);
    Comparison.of(warmUp, runs, all).print(ours);
  }
}
