package io.kubelette.runtime;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A hint that something changed; it carries no state, whoever gets it observes anew. */
public final class RuntimeEvent {

  private static final RuntimeEvent RELIST = new RuntimeEvent(null);

  private final @Nullable String podUid;

  private RuntimeEvent(@Nullable String podUid) {
    this.podUid = podUid;
  }

  /** Something of this pod changed. */
  public static RuntimeEvent of(String podUid) {
    return new RuntimeEvent(podUid);
  }

  /** Events may have been missed: observe all pods. */
  public static RuntimeEvent relist() {
    return RELIST;
  }

  /** The pod that changed; empty when all must be observed. */
  public Optional<String> podUid() {
    return Optional.ofNullable(podUid);
  }

  @Override
  public String toString() {
    return podUid == null ? "relist" : "pod " + podUid;
  }
}
