package io.kubelette.benchmarks.proxy;

import io.kubelette.benchmarks.proxy.BulkLoad.Direction;
import io.kubelette.benchmarks.proxy.Forward.Door;
import java.util.List;

/** All that is measured, in the order of the table. */
final class Workloads {

  /** With both of its ends in this process, and each end in the proxy, 20,000 descriptors do. */
  private static final int IDLE = 9_500;

  static final List<Workload> ALL =
      List.of(
          new BulkLoad(Direction.UP, 1),
          new BulkLoad(Direction.DOWN, 1),
          new BulkLoad(Direction.UP, 8),
          new BulkLoad(Direction.DOWN, 8),
          new RequestLoad(1),
          new RequestLoad(64),
          new ConnectionLoad(64),
          new DatagramLoad(64),
          new DatagramLoad(1000),
          new IdleLoad(IDLE),
          new FailureLoad(Door.ONE_REFUSES, 300),
          new FailureLoad(Door.ONE_SILENT, 90));

  private Workloads() {}

  static Workload of(String name) {
    return ALL.stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no workload "
                        + name
                        + "; there are "
                        + ALL.stream().map(Workload::name).toList()));
  }
}
