package io.kubelette.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Nothing is done for a pod while the answer to what was done before is under way. */
final class OneTripAtATime implements Invariant {

  private final World world;
  private final Map<String, Long> busyUntil = new HashMap<>();

  OneTripAtATime(World world) {
    this.world = world;
  }

  @Override
  public void nodeBegins() {
    busyUntil.clear();
  }

  @Override
  public void trip(String podUid, Duration answerTakes) {
    long now = world.time.nanoTime();
    Duration deadline = world.config.actionDeadline();
    Duration busyFor = answerTakes.compareTo(deadline) < 0 ? answerTakes : deadline;
    Long busy = busyUntil.put(podUid, now + busyFor.toNanos());
    if (busy != null && now < busy) {
      world.broken(this, podUid, "another trip of " + podUid + " is under way");
    }
  }
}
