package io.kubelette.simulation;

import io.kubelette.loop.ManualTime;
import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import io.kubelette.pod.PodManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Listens in on what the manager is told, so that invariants know what it knows.
 *
 * <p>Owned by the simulation's thread.
 */
final class Desires implements PodManager {

  /** What the manager was told of one pod. */
  static final class Told {
    @Nullable Pod latest;
    @Nullable Duration grace;
    private long toldSince = Long.MAX_VALUE;
    private long endsSince = Long.MAX_VALUE;
    final Map<String, Long> imageChangedAt = new HashMap<>();
  }

  private static final Duration RELEASED_GRACE = Duration.ofSeconds(5);

  private final PodManager manager;
  private final ManualTime time;
  private final Map<String, Told> told = new HashMap<>();
  private long completeSince = Long.MAX_VALUE;
  private long drainingSince = Long.MAX_VALUE;

  Desires(PodManager manager, ManualTime time) {
    this.manager = manager;
    this.time = time;
  }

  /** What it was told of a pod; nothing of one that it never heard of. */
  @Nullable Told of(String uid) {
    return told.get(uid);
  }

  /** Whether it is to keep that pod running. */
  boolean wants(String uid) {
    Told entry = told.get(uid);
    return entry != null && entry.latest != null && endsSince(uid) == Long.MAX_VALUE;
  }

  /** Since when it knows the pod. */
  long toldSince(String uid) {
    return told.computeIfAbsent(uid, any -> new Told()).toldSince;
  }

  /** Since when it knows that the pod ends; far in the future if it does not. */
  long endsSince(String uid) {
    Told entry = told.get(uid);
    boolean named = entry != null && entry.latest != null;
    return Math.min(drainingSince, named ? entry.endsSince : completeSince);
  }

  @Override
  public void endContainer(String podUid, String containerId) {
    manager.endContainer(podUid, containerId);
  }

  @Override
  public void removeContainers(String podUid) {
    manager.removeContainers(podUid);
  }

  @Override
  public void desire(Pod pod) {
    Told entry = told.computeIfAbsent(uid(pod), uid -> new Told());
    entry.toldSince = Math.min(entry.toldSince, time.nanoTime());
    Pod before = entry.latest;
    if (before != null) {
      containers(pod)
          .filter(now -> !String.valueOf(now.image()).equals(image(before, now.name())))
          .forEach(now -> entry.imageChangedAt.put(String.valueOf(now.name()), time.nanoTime()));
    }
    entry.latest = pod;
    Long seconds =
        pod.metadata().deletionTimestamp() == null
            ? pod.spec().terminationGracePeriodSeconds()
            : pod.metadata().deletionGracePeriodSeconds();
    entry.grace = Duration.ofSeconds(seconds == null ? 30 : seconds);
    String phase = String.valueOf(pod.status().phase());
    if (pod.metadata().deletionTimestamp() != null
        || phase.equals("Succeeded")
        || phase.equals("Failed")) {
      entry.endsSince = Math.min(entry.endsSince, time.nanoTime());
    }
    manager.desire(pod);
  }

  @Override
  public void release(String podUid) {
    Told entry = told.computeIfAbsent(podUid, uid -> new Told());
    entry.endsSince = Math.min(entry.endsSince, time.nanoTime());
    if (entry.grace != null && entry.grace.compareTo(RELEASED_GRACE) > 0) {
      entry.grace = RELEASED_GRACE;
    }
    manager.release(podUid);
  }

  @Override
  public void resetBackoff(String podUid) {
    manager.resetBackoff(podUid);
  }

  @Override
  public void sourcesReady() {
    completeSince = time.nanoTime();
    manager.sourcesReady();
  }

  @Override
  public CompletionStage<Void> drain() {
    drainingSince = time.nanoTime();
    return manager.drain();
  }

  @Override
  public void close() {
    manager.close();
  }

  /** The image that a pod names for a container, if it has such a container. */
  static @Nullable String image(Pod pod, @Nullable String container) {
    return containers(pod)
        .filter(each -> String.valueOf(each.name()).equals(container))
        .map(Container::image)
        .findFirst()
        .orElse(null);
  }

  private static Stream<Container> containers(Pod pod) {
    return Stream.concat(pod.spec().initContainers().stream(), pod.spec().containers().stream());
  }

  private static String uid(Pod pod) {
    return String.valueOf(pod.metadata().uid());
  }
}
