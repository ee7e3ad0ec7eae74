package io.kubelette.benchmarks.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A kind of traffic that can be measured against any address behind which the server is. */
interface Workload {

  /** What is measured, with its unit. */
  String title();

  /** Runs for about the given time; the larger the answer, the better. */
  double measure(InetSocketAddress address, Duration time) throws IOException;
}
