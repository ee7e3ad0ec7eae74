package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectMeta;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a delete request does to an object: nothing more, mark it, or let it vanish.
 *
 * <pre>
 *   ALIVE ──► MARKED ──► GONE     marked: deletionTimestamp = end of the grace period
 *     └───────────────────►┘      gone: no grace (left) and no finalizers
 * </pre>
 *
 * <p>A marked object's grace period can only become shorter. Pure.
 *
 * @param metadata what the object's metadata becomes
 * @param vanishes whether the object leaves the store at once
 */
record Deletion(ObjectMeta metadata, boolean vanishes) {

  static <T extends KubernetesObject> Deletion of(
      T object, KindRules<T> rules, DeleteOptions options, Instant now) {
    ObjectMeta metadata = object.metadata();
    Optional<Long> asked = options.gracePeriod().map(Duration::toSeconds);
    ObjectMeta marked =
        metadata.deletionTimestamp() == null
            ? mark(metadata, now.truncatedTo(ChronoUnit.SECONDS), rules.graceSeconds(object, asked))
            : shorten(metadata, asked);
    return new Deletion(marked, MetadataRules.mayVanish(marked));
  }

  private static ObjectMeta mark(ObjectMeta metadata, Instant now, long grace) {
    return metadata
        .withDeletionTimestamp(now.plusSeconds(grace))
        .withDeletionGracePeriodSeconds(grace);
  }

  private static ObjectMeta shorten(ObjectMeta metadata, Optional<Long> asked) {
    Instant end = metadata.deletionTimestamp();
    Long grace = metadata.deletionGracePeriodSeconds();
    if (end == null || grace == null || asked.isEmpty() || asked.get() >= grace) {
      return metadata;
    }
    return mark(metadata, end.minusSeconds(grace), asked.get());
  }
}
