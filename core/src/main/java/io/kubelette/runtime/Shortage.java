package io.kubelette.runtime;

import io.kubelette.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * That less of a resource is left than there should be.
 *
 * @param pressure which
 * @param threshold below what it is short
 * @param available what is left
 */
public record Shortage(Pressure pressure, Quantity threshold, Quantity available) {

  /** What is short at this moment; what the machine does not tell is not short. */
  public static List<Shortage> seenIn(
      PressureSignals signals, MachineFacts facts, PressureThresholds thresholds) {
    List<Shortage> seen = new ArrayList<>();
    Quantity memory = signals.memoryAvailable();
    if (memory != null && memory.compareTo(thresholds.memory()) < 0) {
      seen.add(new Shortage(Pressure.MEMORY, thresholds.memory(), memory));
    }
    Quantity nodefs = signals.nodefsAvailable();
    Quantity reserved = part(facts.ephemeralStorage(), thresholds.nodefsPercent());
    if (nodefs != null && nodefs.compareTo(reserved) < 0) {
      seen.add(new Shortage(Pressure.DISK, reserved, nodefs));
    }
    Long pids = signals.pidsAvailable();
    if (pids != null && pids < thresholds.pids()) {
      seen.add(new Shortage(Pressure.PID, Quantity.of(thresholds.pids()), Quantity.of(pids)));
    }
    return seen;
  }

  /** That many percent of an amount of bytes, rounded up. */
  public static Quantity part(Quantity whole, int percent) {
    BigDecimal bytes = whole.value().multiply(BigDecimal.valueOf(percent, 2));
    return Quantity.bytes(bytes.setScale(0, RoundingMode.CEILING).longValueExact());
  }
}
