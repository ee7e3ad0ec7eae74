package io.kubelette.runtime;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A hint that something changed; it carries no state, whoever gets it observes anew, unless what it
 * tells of has been seen already.
 *
 * <p>Two hints are equal if they tell of the same.
 */
public final class RuntimeEvent {

  private static final RuntimeEvent RELIST = new RuntimeEvent(null, null);

  private final @Nullable String podUid;
  private final @Nullable Change change;

  private RuntimeEvent(@Nullable String podUid, @Nullable Change change) {
    this.podUid = podUid;
    this.change = change;
  }

  /** Something of this pod changed. */
  public static RuntimeEvent of(String podUid) {
    return new RuntimeEvent(podUid, null);
  }

  /** This changed in this pod. */
  public static RuntimeEvent of(String podUid, Change change) {
    return new RuntimeEvent(podUid, change);
  }

  /** Events may have been missed: observe all pods. */
  public static RuntimeEvent relist() {
    return RELIST;
  }

  /**
   * What changed.
   *
   * @param id of the sandbox or container
   * @param kind what became of it
   */
  public record Change(String id, Kind kind) {

    /** A step in the life of a sandbox or a container. */
    public enum Kind {
      /** It was made. */
      CREATED,
      /** It began to run. */
      STARTED,
      /** It runs no more. */
      ENDED,
      /** It is gone. */
      REMOVED
    }
  }

  /** The pod that changed; empty when all must be observed. */
  public Optional<String> podUid() {
    return Optional.ofNullable(podUid);
  }

  /** What changed, where the engine tells it. */
  public Optional<Change> change() {
    return Optional.ofNullable(change);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RuntimeEvent that
        && Objects.equals(podUid, that.podUid)
        && Objects.equals(change, that.change);
  }

  @Override
  public int hashCode() {
    return Objects.hash(podUid, change);
  }

  @Override
  public String toString() {
    return podUid == null ? "relist" : "pod " + podUid;
  }
}
