package io.kubelette.api;

/**
 * Which state of a list is wanted, and how much of it at a time.
 *
 * @param limit at most so many items; 0 for all
 * @param continueToken of the page before; "" for the first
 * @param resourceVersion "" for the newest state; "0" for any; else see the match
 * @param match what the resourceVersion means
 */
public record Paging(int limit, String continueToken, String resourceVersion, VersionMatch match) {

  /** What the resourceVersion of a list means. */
  public enum VersionMatch {
    /** Kubernetes' default: not older than it, or exactly it where a limit is given. */
    UNSET,
    /** The state is at least as new. */
    NOT_OLDER_THAN,
    /** The state of that very revision. */
    EXACT
  }

  /** All of the newest state. */
  public static Paging all() {
    return new Paging(0, "", "", VersionMatch.UNSET);
  }

  /** The newest state in pages of this size. */
  public static Paging of(int limit) {
    return new Paging(limit, "", "", VersionMatch.UNSET);
  }

  /** The page after that which had this token. */
  public Paging from(String token) {
    return new Paging(limit, token, resourceVersion, match);
  }

  /** Of a state that the resourceVersion tells. */
  public Paging at(String version, VersionMatch meaning) {
    return new Paging(limit, continueToken, version, meaning);
  }
}
