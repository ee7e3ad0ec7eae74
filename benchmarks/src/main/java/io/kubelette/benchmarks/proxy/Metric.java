package io.kubelette.benchmarks.proxy;

/**
 * Something that a workload measures.
 *
 * @param title what, with its unit
 * @param better what makes one proxy better than another one
 */
record Metric(String title, Better better) {

  /** How figures are compared. */
  enum Better {
    MORE,
    LESS,
    /** Not as a ratio: most are zero, or tell nothing about the proxy alone. */
    SHOWN
  }

  static Metric more(String title) {
    return new Metric(title, Better.MORE);
  }

  static Metric less(String title) {
    return new Metric(title, Better.LESS);
  }

  static Metric shown(String title) {
    return new Metric(title, Better.SHOWN);
  }

  /** How much better ours is, from 1 up, or worse, from 1 down. */
  double ratio(double ours, double other) {
    return better == Better.MORE ? ours / other : other / ours;
  }
}
