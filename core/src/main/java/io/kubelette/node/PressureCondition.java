package io.kubelette.node;

import io.kubelette.model.Taint;
import io.kubelette.model.TaintBuilder;
import io.kubelette.runtime.Pressure;
import java.util.Set;

/** How a node says of a resource whether it is short of it: by a condition and a taint. Pure. */
enum PressureCondition {
  MEMORY(
      Pressure.MEMORY,
      "MemoryPressure",
      new Words("KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
      new Words("KubeletHasInsufficientMemory", "kubelet has insufficient memory available")),
  DISK(
      Pressure.DISK,
      "DiskPressure",
      new Words("KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
      new Words("KubeletHasDiskPressure", "kubelet has disk pressure")),
  PID(
      Pressure.PID,
      "PIDPressure",
      new Words("KubeletHasSufficientPID", "kubelet has sufficient PID available"),
      new Words("KubeletHasInsufficientPID", "kubelet has insufficient PID available"));

  /** What a condition says in one of its states. */
  record Words(String reason, String message) {}

  private final Pressure pressure;
  private final String type;
  private final Words none;
  private final Words some;

  PressureCondition(Pressure pressure, String type, Words none, Words some) {
    this.pressure = pressure;
    this.type = type;
    this.none = none;
    this.some = some;
  }

  /** The type of the node's condition. */
  String type() {
    return type;
  }

  boolean holds(Set<Pressure> pressures) {
    return pressures.contains(pressure);
  }

  Words words(Set<Pressure> pressures) {
    return holds(pressures) ? some : none;
  }

  /** Kubernetes: what keeps new pods off a node that is short of something. */
  Taint taint() {
    String key =
        switch (this) {
          case MEMORY -> "memory-pressure";
          case DISK -> "disk-pressure";
          case PID -> "pid-pressure";
        };
    return TaintBuilder.builder().key("node.kubernetes.io/" + key).effect("NoSchedule").build();
  }
}
