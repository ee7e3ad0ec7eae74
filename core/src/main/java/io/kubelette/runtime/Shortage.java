package io.kubelette.runtime;

import io.kubelette.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That less of a resource is left than there should be.
 *
 * @param pressure which
 * @param threshold below what it is short
 * @param available what is left
 * @param urgency whether it may last for a while
 */
public record Shortage(Pressure pressure, Quantity threshold, Quantity available, Urgency urgency) {

  /** How soon something has to be done. */
  public enum Urgency {
    /** At once. */
    HARD,
    /** When it has lasted. */
    SOFT
  }

  /** One that is to be met at once. */
  public Shortage(Pressure pressure, Quantity threshold, Quantity available) {
    this(pressure, threshold, available, Urgency.HARD);
  }

  /**
   * What is short at this moment, once for each resource; what the machine does not tell is not
   * short.
   */
  public static List<Shortage> seenIn(
      PressureSignals signals, MachineFacts facts, PressureThresholds thresholds) {
    PressureThresholds.Soft soft = thresholds.soft();
    Quantity disk = facts.ephemeralStorage();
    List<Shortage> seen = new ArrayList<>();
    seen.addAll(of(Pressure.MEMORY, signals.memoryAvailable(), thresholds.memory(), soft.memory()));
    seen.addAll(
        of(
            Pressure.DISK,
            signals.nodefsAvailable(),
            part(disk, thresholds.nodefsPercent()),
            part(disk, soft.nodefsPercent())));
    Long pids = signals.pidsAvailable();
    seen.addAll(
        of(
            Pressure.PID,
            pids == null ? null : Quantity.of(pids),
            Quantity.of(thresholds.pids()),
            Quantity.of(soft.pids())));
    return seen;
  }

  private static List<Shortage> of(
      Pressure pressure, @Nullable Quantity available, Quantity hard, Quantity soft) {
    if (available != null && available.compareTo(hard) < 0) {
      return List.of(new Shortage(pressure, hard, available));
    }
    return available != null && available.compareTo(soft) < 0
        ? List.of(new Shortage(pressure, soft, available, Urgency.SOFT))
        : List.of();
  }

  /** That many percent of an amount of bytes, rounded up. */
  public static Quantity part(Quantity whole, int percent) {
    BigDecimal bytes = whole.value().multiply(BigDecimal.valueOf(percent, 2));
    return Quantity.bytes(bytes.setScale(0, RoundingMode.CEILING).longValueExact());
  }
}
