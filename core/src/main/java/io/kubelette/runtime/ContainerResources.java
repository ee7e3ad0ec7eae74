package io.kubelette.runtime;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * How much of the machine a container may use; 0 leaves a value to the engine.
 *
 * @param cpuShares its weight against other containers, from 2 to 262144 (1024 for one CPU)
 * @param cpuQuota how many microseconds of CPU it gets in each 100 ms, at least 1000
 * @param memoryBytes how much memory it may hold; swap is not added to it
 * @param oomScoreAdj from -1000 to 1000: the higher, the sooner the kernel kills it for memory; an
 *     engine that may not set one so low sets the lowest that it may
 * @param pids how many processes and threads it may have
 */
@RecordBuilder
public record ContainerResources(
    long cpuShares, long cpuQuota, long memoryBytes, int oomScoreAdj, long pids)
    implements ContainerResourcesBuilder.With {

  /** Everything is the engine's. */
  public static final ContainerResources UNLIMITED = new ContainerResources(0, 0, 0, 0, 0);
}
