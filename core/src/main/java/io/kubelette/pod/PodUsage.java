package io.kubelette.pod;

import java.util.Map;

/**
 * What a pod uses.
 *
 * @param memory bytes of the working set, by container
 * @param disk bytes of ephemeral storage, of all that is known: its volumes on disk
 * @param pids how many processes and threads
 */
record PodUsage(Map<String, Long> memory, long disk, long pids) {

  /** Nothing, or nothing that anybody knows of. */
  static final PodUsage NONE = new PodUsage(Map.of(), 0, 0);

  long memoryInAll() {
    return memory.values().stream().mapToLong(Long::longValue).sum();
  }
}
