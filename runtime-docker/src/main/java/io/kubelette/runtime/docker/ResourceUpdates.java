package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.UpdateContainerCmd;
import io.kubelette.runtime.ContainerResources;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ResourceUpdate;

/**
 * Changes what running containers may use.
 *
 * <p>Thread-safe because it holds no state of its own.
 */
final class ResourceUpdates implements ResourceUpdate {

  private final EngineCalls calls;

  ResourceUpdates(EngineCalls calls) {
    this.calls = calls;
  }

  @Override
  public void updateResources(String containerId, ContainerResources resources) {
    String call = "update container " + containerId;
    calls.call(call, client -> update(client, call, containerId, resources));
  }

  /** A limit that is taken away is said, since the engine leaves alone what it is not told. */
  private static boolean update(
      DockerClient client, String call, String id, ContainerResources resources) {
    if (!Boolean.TRUE.equals(client.inspectContainerCmd(id).exec().getState().getRunning())) {
      throw new ContainerRuntimeException(Kind.CONFLICT, call + ": it does not run");
    }
    long memory = resources.memoryBytes() > 0 ? resources.memoryBytes() : -1;
    try (UpdateContainerCmd command = client.updateContainerCmd(id)) {
      if (resources.cpuShares() > 0) {
        command.withCpuShares((int) resources.cpuShares());
      }
      command
          .withCpuPeriod(HostConfigs.CPU_PERIOD)
          .withCpuQuota(resources.cpuQuota() > 0 ? resources.cpuQuota() : -1)
          .withMemory(memory)
          .withMemorySwap(memory);
      if (resources.pids() > 0) {
        command.withPidsLimit(resources.pids());
      }
      command.exec();
      return true;
    }
  }
}
