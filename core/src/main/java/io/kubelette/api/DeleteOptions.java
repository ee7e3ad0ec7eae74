package io.kubelette.api;

import java.time.Duration;
import java.util.Optional;

/**
 * How an object is to be deleted.
 *
 * @param gracePeriod how long a pod may take to stop, in whole seconds; without one its own {@code
 *     terminationGracePeriodSeconds} counts; zero removes it at once
 * @param uid only an object of this uid
 * @param resourceVersion only in this state
 * @param propagation what becomes of the objects that it owns
 */
public record DeleteOptions(
    Optional<Duration> gracePeriod,
    Optional<String> uid,
    Optional<String> resourceVersion,
    Propagation propagation) {

  /** What becomes of the objects that a deleted object owns. */
  public enum Propagation {
    /** They are deleted after it: Kubernetes' default. */
    BACKGROUND,
    /** It stays, marked, until they are gone. */
    FOREGROUND,
    /** They stay, and are nobody's. */
    ORPHAN
  }

  /** Refuses a negative grace period. */
  public DeleteOptions {
    gracePeriod.ifPresent(
        grace -> {
          if (grace.isNegative()) {
            throw new IllegalArgumentException("a grace period is not negative: " + grace);
          }
        });
  }

  /** The object's own grace period, no preconditions. */
  public static DeleteOptions defaults() {
    return new DeleteOptions(
        Optional.empty(), Optional.empty(), Optional.empty(), Propagation.BACKGROUND);
  }

  /** No grace: the object vanishes at once unless finalizers hold it. */
  public static DeleteOptions now() {
    return defaults().withGracePeriod(Duration.ZERO);
  }

  /** With this grace period. */
  public DeleteOptions withGracePeriod(Duration grace) {
    return new DeleteOptions(Optional.of(grace), uid, resourceVersion, propagation);
  }

  /** Only an object of this uid. */
  public DeleteOptions ifUid(String expected) {
    return new DeleteOptions(gracePeriod, Optional.of(expected), resourceVersion, propagation);
  }

  /** Only in the state of this resourceVersion. */
  public DeleteOptions ifResourceVersion(String expected) {
    return new DeleteOptions(gracePeriod, uid, Optional.of(expected), propagation);
  }

  /** With this treatment of what the object owns. */
  public DeleteOptions propagating(Propagation other) {
    return new DeleteOptions(gracePeriod, uid, resourceVersion, other);
  }
}
