package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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
 * @param object what the object becomes
 * @param vanishes whether it leaves the store at once
 */
record Deletion<T extends KubernetesObject>(T object, boolean vanishes) {

  /** Holds an owner until the garbage collector has deleted what it owns. */
  static final String FOREGROUND = "foregroundDeletion";

  /** Holds an owner until the garbage collector has made what it owns nobody's. */
  static final String ORPHAN = "orphan";

  static <T extends KubernetesObject> Deletion<T> of(
      T object, KindRules<T> rules, DeleteOptions options, Instant now) {
    ObjectMeta metadata = object.metadata();
    Optional<Long> asked = options.gracePeriod().map(Duration::toSeconds);
    boolean first = metadata.deletionTimestamp() == null;
    ObjectMeta marked =
        first
            ? mark(metadata, now.truncatedTo(ChronoUnit.SECONDS), rules.graceSeconds(object, asked))
            : shorten(metadata, asked);
    T next = ResourceType.of(object).javaType().cast(object.withMetadata(held(marked, options)));
    T ending = first ? rules.ending(next) : next;
    return new Deletion<>(ending, rules.mayVanish(ending));
  }

  /** The last word counts: an owner whose deletion was to wait may still be let go. */
  private static ObjectMeta held(ObjectMeta metadata, DeleteOptions options) {
    String wanted =
        switch (options.propagation()) {
          case BACKGROUND -> "";
          case FOREGROUND -> FOREGROUND;
          case ORPHAN -> ORPHAN;
        };
    List<String> finalizers = new ArrayList<>(metadata.finalizers());
    finalizers.removeIf(
        each -> !each.equals(wanted) && (each.equals(FOREGROUND) || each.equals(ORPHAN)));
    if (!wanted.isEmpty() && !finalizers.contains(wanted)) {
      finalizers.add(wanted);
    }
    return finalizers.equals(metadata.finalizers())
        ? metadata
        : metadata.withFinalizers(finalizers);
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
