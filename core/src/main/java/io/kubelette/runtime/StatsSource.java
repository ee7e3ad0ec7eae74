package io.kubelette.runtime;

/** The ability to tell what pods use. */
@FunctionalInterface
public interface StatsSource {

  /** Reads the numbers of one pod at this moment; {@code NOT_FOUND} if it has no sandbox. */
  PodStats stats(String owner, String podUid);
}
