package io.kubelette.node;

import io.kubelette.model.Quantity;
import io.kubelette.runtime.MachineFacts;
import io.kubelette.runtime.PressureSignals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.Set;

/** A resource that a node may be short of, and the condition that says so. */
enum Pressure {
  MEMORY(
      "MemoryPressure",
      new Words("KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
      new Words("KubeletHasInsufficientMemory", "kubelet has insufficient memory available")),
  DISK(
      "DiskPressure",
      new Words("KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
      new Words("KubeletHasDiskPressure", "kubelet has disk pressure")),
  PID(
      "PIDPressure",
      new Words("KubeletHasSufficientPID", "kubelet has sufficient PID available"),
      new Words("KubeletHasInsufficientPID", "kubelet has insufficient PID available"));

  /** What a condition says in one of its states. */
  record Words(String reason, String message) {}

  private final String condition;
  private final Words none;
  private final Words some;

  Pressure(String condition, Words none, Words some) {
    this.condition = condition;
    this.none = none;
    this.some = some;
  }

  /** The type of the node's condition. */
  String condition() {
    return condition;
  }

  Words words(Set<Pressure> pressures) {
    return pressures.contains(this) ? some : none;
  }

  /** The resources that are short at this moment; what the machine does not tell is not short. */
  static Set<Pressure> seenIn(
      PressureSignals signals, MachineFacts facts, PressureThresholds thresholds) {
    Set<Pressure> seen = EnumSet.noneOf(Pressure.class);
    Quantity memory = signals.memoryAvailable();
    if (memory != null && memory.compareTo(thresholds.memory()) < 0) {
      seen.add(MEMORY);
    }
    Quantity nodefs = signals.nodefsAvailable();
    Quantity reserved = part(facts.ephemeralStorage(), thresholds.nodefsPercent());
    if (nodefs != null && nodefs.compareTo(reserved) < 0) {
      seen.add(DISK);
    }
    Long pids = signals.pidsAvailable();
    if (pids != null && pids < thresholds.pids()) {
      seen.add(PID);
    }
    return seen;
  }

  /** That many percent of an amount of bytes, rounded up. */
  static Quantity part(Quantity whole, int percent) {
    BigDecimal bytes = whole.value().multiply(BigDecimal.valueOf(percent, 2));
    return Quantity.bytes(bytes.setScale(0, RoundingMode.CEILING).longValueExact());
  }
}
