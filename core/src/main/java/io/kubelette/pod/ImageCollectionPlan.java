package io.kubelette.pod;

import io.kubelette.runtime.ObservedImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which images go: those that nobody uses, the least recently used first, until enough is free.
 * Pure.
 *
 * @param config when
 * @param histories by id, what is known of each image from earlier looks
 */
record ImageCollectionPlan(ImageCollectionConfig config, Map<String, History> histories) {

  /**
   * What is known of an image.
   *
   * @param seen when it was first seen
   * @param used when a container of it was last seen
   */
  record History(Instant seen, Instant used) {}

  /**
   * How full the disk is.
   *
   * @param capacity bytes
   * @param available bytes
   */
  record Disk(long capacity, long available) {

    long percentUsed() {
      return capacity <= 0 ? 0 : 100 - available * 100 / capacity;
    }
  }

  /** With what a look showed: images that are gone are forgotten. */
  ImageCollectionPlan after(List<ObservedImage> images, Set<String> inUse, Instant now) {
    Map<String, History> next = new HashMap<>();
    for (ObservedImage image : images) {
      History before = histories.getOrDefault(image.id(), new History(now, Instant.MIN));
      next.put(image.id(), inUse.contains(image.id()) ? new History(before.seen(), now) : before);
    }
    return new ImageCollectionPlan(config, Map.copyOf(next));
  }

  /** How many bytes should be freed; 0 below the high mark. */
  long wanted(Disk disk) {
    if (disk.percentUsed() < config.high()) {
      return 0;
    }
    return Math.max(0, disk.capacity() * (100 - config.low()) / 100 - disk.available());
  }

  /** In the order in which they go; the caller stops when enough is free. */
  List<ObservedImage> candidates(List<ObservedImage> images, Set<String> inUse, Instant now) {
    List<ObservedImage> candidates = new ArrayList<>();
    for (ObservedImage image : images) {
      History history = histories.getOrDefault(image.id(), new History(now, now));
      boolean young = history.seen().plus(config.minAge()).isAfter(now);
      if (!inUse.contains(image.id()) && !young) {
        candidates.add(image);
      }
    }
    candidates.sort(
        Comparator.comparing((ObservedImage image) -> histories.get(image.id()).used())
            .thenComparing(image -> histories.get(image.id()).seen()));
    return candidates;
  }
}
