package io.kubelette.runtime;

import java.time.Duration;

/**
 * What a running container has used; totals count from its start.
 *
 * @param name the container's name in its pod
 * @param containerId which one
 * @param cpu the time that it has spent on all processors together
 * @param memory what it holds
 * @param disk what it has read from and written to block devices
 * @param pids how many processes and threads it has
 */
public record ContainerStats(
    String name, String containerId, Duration cpu, Memory memory, Disk disk, long pids) {

  /**
   * Memory in bytes.
   *
   * @param usage all, the page cache included
   * @param workingSet what could not be given up at once: usage less inactive page cache
   * @param limit how much it may hold: the machine's memory where nothing else limits it
   */
  public record Memory(long usage, long workingSet, long limit) {}

  /**
   * Totals in bytes.
   *
   * @param read read so far
   * @param written written so far
   */
  public record Disk(long read, long written) {}
}
