package io.kubelette.node;

import io.kubelette.runtime.Pressure;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * When each shortage was last seen: it counts for a while after, so that conditions do not flap.
 *
 * @param lastSeen absent for what was never short
 */
record PressureMemory(Map<Pressure, Instant> lastSeen) {

  static final PressureMemory NONE = new PressureMemory(Map.of());

  PressureMemory {
    lastSeen = Map.copyOf(lastSeen);
  }

  /** With what is short now. */
  PressureMemory after(Set<Pressure> seen, Instant now) {
    Map<Pressure, Instant> next = new EnumMap<>(Pressure.class);
    next.putAll(lastSeen);
    seen.forEach(pressure -> next.put(pressure, now));
    return new PressureMemory(next);
  }

  /** What counts as short: seen now, or not longer ago than the given time. */
  Set<Pressure> active(Instant now, Duration persistence) {
    Set<Pressure> active = EnumSet.noneOf(Pressure.class);
    lastSeen.forEach(
        (pressure, seen) -> {
          if (seen.equals(now) || now.isBefore(seen.plus(persistence))) {
            active.add(pressure);
          }
        });
    return active;
  }
}
