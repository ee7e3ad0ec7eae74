package io.kubelette.node;

import io.kubelette.model.NodeSystemInfo;
import io.kubelette.model.NodeSystemInfoBuilder;
import io.kubelette.model.Quantity;
import io.kubelette.runtime.MachineFacts;
import io.kubelette.runtime.PressureSignals;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A machine with nothing special about it. */
final class Samples {

  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  static final NodeSystemInfo SYSTEM =
      NodeSystemInfoBuilder.builder()
          .machineID("3d1219c7c4c5404aaa1f6d2a48adfda4")
          .systemUUID("3d1219c7c4c5404aaa1f6d2a48adfda4")
          .bootID("10c2077e-9bca-49e1-a73c-54533beb3355")
          .kernelVersion("6.18.44")
          .osImage("Debian GNU/Linux 12 (bookworm)")
          .operatingSystem("linux")
          .architecture("amd64")
          .build();

  static final MachineFacts FACTS =
      new MachineFacts(
          "build-7",
          address("172.17.0.1"),
          Quantity.of(2),
          Quantity.parse("24731708Ki"),
          Quantity.parse("264212084Ki"),
          Map.of("hugepages-1Gi", Quantity.ZERO, "hugepages-2Mi", Quantity.ZERO),
          32768,
          SYSTEM);

  static final PressureSignals CALM =
      new PressureSignals(Quantity.parse("20Gi"), Quantity.parse("200Gi"), 30000L);

  private Samples() {}

  static NodeReport healthy() {
    return new NodeReport(FACTS, "fake://1.0", Set.of(), List.of());
  }

  static MachineFacts facts(Quantity memory, NodeSystemInfo system) {
    return new MachineFacts(
        FACTS.hostname(),
        FACTS.internalIp(),
        FACTS.cpu(),
        memory,
        FACTS.ephemeralStorage(),
        FACTS.hugepages(),
        FACTS.pids(),
        system);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException malformed) {
      throw new IllegalArgumentException(malformed);
    }
  }
}
