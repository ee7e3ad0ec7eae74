package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerStats;
import java.time.Duration;

/**
 * What a container is said to use.
 *
 * @param cpu its time on all processors so far
 * @param memory what it holds
 * @param disk what it has read and written
 * @param pids how many processes and threads it has
 */
record Usage(Duration cpu, ContainerStats.Memory memory, ContainerStats.Disk disk, long pids) {

  static final Usage NONE =
      new Usage(
          Duration.ZERO, new ContainerStats.Memory(0, 0, 0), new ContainerStats.Disk(0, 0), 1);

  Usage withCpu(Duration time) {
    return new Usage(time, memory, disk, pids);
  }

  Usage withMemory(ContainerStats.Memory held) {
    return new Usage(cpu, held, disk, pids);
  }

  Usage withDisk(ContainerStats.Disk moved) {
    return new Usage(cpu, memory, moved, pids);
  }

  Usage withPids(long count) {
    return new Usage(cpu, memory, disk, count);
  }
}
