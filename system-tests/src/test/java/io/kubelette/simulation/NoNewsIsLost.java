package io.kubelette.simulation;

import io.kubelette.runtime.PodObservation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * When the engine says that something of a pod has changed which the node has not seen, the pod is
 * looked at: soon, or soon after the trip that is under way for it has landed.
 */
final class NoNewsIsLost implements Invariant {

  private final World world;
  private final Duration soon;
  private final Map<String, Long> busyUntil = new HashMap<>();
  private final Map<String, Long> news = new HashMap<>();
  private final Map<String, PodObservation> seen = new HashMap<>();

  NoNewsIsLost(World world) {
    this.world = world;
    // A trip for an image looks at no pod, so it is not heard of: it may keep the next one waiting.
    Duration forAnImage = Weather.LONGEST_WAIT.plus(Weather.LONGEST_ANSWER);
    this.soon = forAnImage.plus(Weather.LONGEST_WAIT).plus(world.config.retry()).plusSeconds(1);
  }

  @Override
  public void nodeBegins() {
    busyUntil.clear();
    news.clear();
    seen.clear();
  }

  @Override
  public void trip(String podUid, Duration answerTakes) {
    busyUntil.put(podUid, world.time.nanoTime() + answerTakes.toNanos());
  }

  @Override
  public void event(String podUid) {
    news.putIfAbsent(podUid, world.time.nanoTime());
  }

  @Override
  public void looks(String podUid) {
    news.remove(podUid);
  }

  @Override
  public void sees(PodObservation pod) {
    seen.put(pod.pod().uid(), pod);
  }

  @Override
  public void step() {
    if (world.node().isEmpty()) {
      return;
    }
    news.keySet().removeIf(uid -> !world.desires().wants(uid) || hasSeen(uid));
    news.forEach(this::check);
  }

  private boolean hasSeen(String uid) {
    return world.engineIsUp() && world.observe(uid).equals(seenOf(uid));
  }

  /** Nothing of a pod at which the node has never looked, since it need not if there is nothing. */
  private PodObservation seenOf(String uid) {
    PodObservation latest = seen.get(uid);
    return latest == null ? PodObservation.none(world.observe(uid).pod()) : latest;
  }

  private void check(String uid, long since) {
    long known = Math.max(since, world.desires().toldSince(uid));
    long free = Math.max(known, busyUntil.getOrDefault(uid, since));
    if (world.time.nanoTime() - free > soon.toNanos()) {
      Duration age = Duration.ofNanos(world.time.nanoTime() - since);
      world.broken(this, uid, "has not been looked at for " + age);
    }
  }
}
