package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.RestartPolicy;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.SandboxSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs sandboxes: one container per pod, which owns the pod's network and IPC namespaces.
 *
 * <p>Thread-safe because it holds no state of its own.
 */
final class Sandboxes {

  private static final Logger LOG = LoggerFactory.getLogger(Sandboxes.class);

  private final EngineCalls calls;
  private final SandboxImage image;

  Sandboxes(EngineCalls calls, SandboxImage image) {
    this.calls = calls;
    this.image = image;
  }

  ObservedSandbox run(SandboxSpec spec) {
    String call = "run sandbox " + Creation.name("POD", spec.pod(), spec.attempt());
    String id = create(call, spec);
    try {
      calls.call(call, client -> client.startContainerCmd(id).exec());
      return ready(call, id, spec);
    } catch (ContainerRuntimeException failure) {
      discard(id, failure);
      throw failure;
    }
  }

  private String create(String call, SandboxSpec spec) {
    image.ensurePresent();
    try {
      return calls.call(call, client -> create(client, spec));
    } catch (ContainerRuntimeException failure) {
      if (failure.kind() != Kind.NOT_FOUND) {
        throw failure;
      }
      // Somebody cleaned the engine's images up since we looked.
      image.restore();
      return calls.call(call, client -> create(client, spec));
    }
  }

  private String create(DockerClient client, SandboxSpec spec) {
    String name = Creation.name("POD", spec.pod(), spec.attempt());
    return new Creation(client, spec.pod(), name)
        .create(image.reference(), command -> fill(command, spec));
  }

  private static void fill(CreateContainerCmd command, SandboxSpec spec) {
    command
        .withHostName(spec.hostname())
        .withLabels(Labels.of(spec))
        .withHostConfig(
            HostConfig.newHostConfig()
                .withIpcMode("shareable")
                .withRestartPolicy(RestartPolicy.noRestart())
                .withLogConfig(new LogConfig(LoggingType.NONE)));
  }

  private ObservedSandbox ready(String call, String id, SandboxSpec spec) {
    InspectContainerResponse found =
        calls.call(call, client -> client.inspectContainerCmd(id).exec());
    String address = Addresses.of(found.getNetworkSettings().getNetworks());
    if (!Boolean.TRUE.equals(found.getState().getRunning()) || address == null) {
      throw new ContainerRuntimeException(
          Kind.TRANSIENT, call + ": it ended at once or got no address from the engine");
    }
    Instant createdAt = Timestamps.of(found.getCreated()).truncatedTo(ChronoUnit.SECONDS);
    return new ObservedSandbox(id, spec.attempt(), ObservedSandbox.State.READY, address, createdAt);
  }

  private void discard(String id, ContainerRuntimeException failure) {
    if (failure.kind() == Kind.CANCELLED) {
      return; // The thread is wanted back at once; the rest is observed and removed later.
    }
    try {
      remove(id);
    } catch (ContainerRuntimeException again) {
      LOG.debug("sandbox={} stays behind, not ready", id, again);
    }
  }

  void remove(String id) {
    calls.call("remove sandbox " + id, client -> Removal.remove(client, id));
  }
}
