package io.kubelette.benchmarks.proxy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A kind of traffic that can be measured through any peer. */
interface Workload {

  /** Whether a peer serves several measurements, or is started for each. */
  enum Lifetime {
    SHARED,
    FRESH
  }

  /** How the command line and the results call it. */
  String name();

  /** All that it measures, the most important first. */
  List<Metric> metrics();

  default Lifetime lifetime() {
    return Lifetime.SHARED;
  }

  /** Whether the peer can do that. */
  boolean suits(Peer peer);

  /** Runs for about the given time. */
  Map<Metric, Double> measure(RunningPeer peer, Duration time) throws IOException;
}
