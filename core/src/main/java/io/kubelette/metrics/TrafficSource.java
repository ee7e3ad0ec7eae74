package io.kubelette.metrics;

import java.util.List;
import java.util.Optional;

/** Something that counts what passes through it. All methods return at once, on any thread. */
public interface TrafficSource {

  /** The counts of all that it serves at this moment, in no particular order. */
  List<ServiceTraffic> traffic();

  /** The counts of one port, if it is served. */
  Optional<ServiceTraffic> traffic(ServiceTraffic.Port port);
}
