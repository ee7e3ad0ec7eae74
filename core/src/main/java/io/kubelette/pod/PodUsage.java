package io.kubelette.pod;

import java.util.Map;

/**
 * What a pod uses, container by container.
 *
 * @param memory bytes of the working set, by container
 * @param disk bytes of ephemeral storage, by container
 * @param volumes bytes in its volumes on disk
 * @param pids how many processes and threads
 */
record PodUsage(Map<String, Long> memory, Map<String, Long> disk, long volumes, long pids) {

  /** Nothing, or nothing that anybody knows of. */
  static final PodUsage NONE = new PodUsage(Map.of(), Map.of(), 0, 0);

  long memoryInAll() {
    return sum(memory);
  }

  long diskInAll() {
    return sum(disk) + volumes;
  }

  private static long sum(Map<String, Long> parts) {
    return parts.values().stream().mapToLong(Long::longValue).sum();
  }
}
