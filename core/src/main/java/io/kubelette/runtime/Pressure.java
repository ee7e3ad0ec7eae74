package io.kubelette.runtime;

import java.util.EnumSet;
import java.util.Set;

/** A resource that a node may be short of. */
public enum Pressure {
  /** Memory. */
  MEMORY("memory"),
  /** Space on the file system that holds the node's files. */
  DISK("ephemeral-storage"),
  /** Processes that may still be started. */
  PID("pids");

  private final String resource;

  Pressure(String resource) {
    this.resource = resource;
  }

  /** The resource's name, as messages about it have it. */
  public String resource() {
    return resource;
  }

  /** The resources that are short at this moment; what the machine does not tell is not short. */
  public static Set<Pressure> seenIn(
      PressureSignals signals, MachineFacts facts, PressureThresholds thresholds) {
    Set<Pressure> seen = EnumSet.noneOf(Pressure.class);
    Shortage.seenIn(signals, facts, thresholds).forEach(shortage -> seen.add(shortage.pressure()));
    return seen;
  }
}
