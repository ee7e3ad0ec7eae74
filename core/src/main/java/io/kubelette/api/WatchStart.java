package io.kubelette.api;

/**
 * Where a watch begins.
 *
 * @param resourceVersion "" or "0": what is there now, told as additions, and then what changes; a
 *     revision: what changed after it
 * @param initialEvents whether what is there now is told even with a revision, which it is then at
 *     least as new as
 */
public record WatchStart(String resourceVersion, InitialEvents initialEvents) {

  /** Kubernetes' {@code sendInitialEvents}. */
  public enum InitialEvents {
    /** As the resourceVersion says. */
    DEFAULT,
    /** Always; a bookmark comes after the last of them, without being asked for. */
    SEND
  }

  /** What is there now, and what changes after. */
  public static WatchStart now() {
    return after("");
  }

  /** What changes after this revision. */
  public static WatchStart after(String resourceVersion) {
    return new WatchStart(resourceVersion, InitialEvents.DEFAULT);
  }
}
