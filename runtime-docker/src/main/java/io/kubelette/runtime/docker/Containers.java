package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.RestartPolicy;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.LogLimits;
import io.kubelette.runtime.Mount;
import io.kubelette.runtime.Namespaces;
import io.kubelette.runtime.StandardStreams;
import io.kubelette.runtime.StopSignal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Creates, starts, signals and removes a pod's containers.
 *
 * <p>Thread-safe because it holds no state of its own.
 */
final class Containers {

  private final EngineCalls calls;
  private final EngineApi api;
  private final FailedStarts failedStarts;
  private final MemoryVolumes volumes;

  Containers(EngineCalls calls, EngineApi api, FailedStarts failedStarts, MemoryVolumes volumes) {
    this.calls = calls;
    this.api = api;
    this.failedStarts = failedStarts;
    this.volumes = volumes;
  }

  String create(ContainerSpec spec) {
    String name = Creation.name(spec.name(), spec.pod(), spec.attempt());
    HostConfig host = host(spec);
    return calls.call(
        "create container " + name,
        client -> {
          String user = user(client, spec);
          return new Creation(client, spec.pod(), name)
              .create(
                  spec.image(),
                  command -> {
                    fill(command.withHostConfig(host), spec);
                    if (!user.isEmpty()) {
                      command.withUser(user);
                    }
                  });
        });
  }

  /** {@code uid:gid}; where only the group is given the user is the image's. */
  private static String user(DockerClient client, ContainerSpec spec) {
    Long user = spec.security().runAsUser();
    Long group = spec.security().runAsGroup();
    if (group == null) {
      return user == null ? "" : user.toString();
    }
    return (user == null ? imageUser(client, spec.image()) : user) + ":" + group;
  }

  private static String imageUser(DockerClient client, String image) {
    ContainerConfig config = client.inspectImageCmd(image).exec().getConfig();
    String user = config == null ? null : config.getUser();
    return user == null || user.isEmpty() ? "0" : user.split(":", 2)[0];
  }

  private HostConfig host(ContainerSpec spec) {
    HostConfig host =
        HostConfigs.of(spec.security())
            .withRestartPolicy(RestartPolicy.noRestart())
            .withLogConfig(log(spec.logs()));
    join(host, spec);
    HostConfigs.secure(host, spec.security());
    if (spec.mounts().stream().anyMatch(m -> m.access() == Mount.Access.READ_ONLY_RECURSIVE)) {
      api.require(44, "mounts that are read only with all below them");
    }
    boolean memory = spec.mounts().stream().anyMatch(m -> m.source() instanceof Mount.Memory);
    if (memory || spec.resources().oomScoreAdj() < 0) {
      InspectContainerResponse sandbox =
          calls.call(
              "inspect sandbox " + spec.sandboxId(),
              client -> client.inspectContainerCmd(spec.sandboxId()).exec());
      HostConfigs.limit(host, OomScores.allowed(spec.resources(), sandbox));
      HostConfigs.mount(host, spec.mounts(), MemoryVolumes.mountedBy(sandbox));
    } else {
      HostConfigs.limit(host, spec.resources());
      HostConfigs.mount(host, spec.mounts(), Map.of());
    }
    return host;
  }

  /** Docker's own driver keeps every byte up to its limits, and can be read back. */
  private LogConfig log(LogLimits limits) {
    Map<String, String> sizes =
        Map.of(
            "max-size", Long.toString(limits.fileBytes()),
            "max-file", Integer.toString(limits.files()));
    return api.podman()
        ? new LogConfig(LoggingType.JSON_FILE, sizes)
        : new LogConfig(LoggingType.LOCAL, sizes);
  }

  private void join(HostConfig host, ContainerSpec spec) {
    String sandbox = "container:" + spec.sandboxId();
    Namespaces spaces = spec.namespaces();
    host.withNetworkMode(sandbox);
    host.withIpcMode(spaces.ipc() == Namespaces.Scope.HOST ? "host" : sandbox);
    if (spaces.network() == Namespaces.Scope.HOST) {
      host.withUtSMode("host");
    } else if (api.podman()) {
      host.withUtSMode(sandbox); // Docker passes a sandbox's host name on, Podman does not.
    }
    if (spaces.target() != null) {
      host.withPidMode("container:" + spaces.target());
    } else if (spaces.process() != Namespaces.Scope.CONTAINER) {
      host.withPidMode(spaces.process() == Namespaces.Scope.HOST ? "host" : sandbox);
    }
  }

  private static void fill(CreateContainerCmd command, ContainerSpec spec) {
    command
        .withLabels(Labels.of(spec))
        .withEnv(spec.env().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList())
        .withHealthcheck(new HealthCheck().withTest(List.of("NONE")))
        .withStdinOpen(spec.streams().takesInput())
        .withStdInOnce(spec.streams().stdin() == StandardStreams.Stdin.OPEN_ONCE)
        .withTty(spec.streams().isTerminal());
    if (spec.stopSignal() != null) {
      command.withStopSignal(spec.stopSignal().name());
    }
    // An entry point alone makes the engine drop the image's arguments too, as a pod's command
    // does.
    if (!spec.command().isEmpty()) {
      command.withEntrypoint(spec.command());
    }
    if (!spec.args().isEmpty()) {
      command.withCmd(spec.args());
    }
    if (spec.workingDir() != null) {
      command.withWorkingDir(spec.workingDir());
    }
  }

  void start(String id) {
    calls.call("start container " + id, client -> start(client, id));
  }

  private boolean start(DockerClient client, String id) {
    try {
      client.startContainerCmd(id).exec();
      return true;
    } catch (NotModifiedException runsAlready) {
      return false;
    } catch (InternalServerErrorException answer) {
      RuntimeException meant = PodmanAnswers.translated(answer);
      if (meant instanceof BadRequestException refusal) {
        failedStarts.add(id, refusal);
      }
      throw meant;
    }
  }

  void signal(String id, StopSignal signal) {
    calls.call("signal container " + id, client -> signal(client, id, signal));
  }

  private static boolean signal(DockerClient client, String id, StopSignal signal) {
    try {
      String name = signal.isTerminate() ? stopSignal(client, id) : signal.name();
      client.killContainerCmd(id).withSignal(name).exec();
      return true;
    } catch (NotFoundException | ConflictException absentOrNotRunning) {
      return false;
    } catch (InternalServerErrorException answer) {
      RuntimeException meant = PodmanAnswers.translated(answer);
      if (meant instanceof ConflictException) {
        return false;
      }
      throw meant;
    }
  }

  /** The signal that the image asks to be ended by. The client library has no getter for it. */
  private static String stopSignal(DockerClient client, String id) {
    Object config = client.inspectContainerCmd(id).exec().getRawValues().get("Config");
    Object signal = config instanceof Map<?, ?> fields ? fields.get("StopSignal") : null;
    return signal instanceof String name && !name.isEmpty() ? name : "SIGTERM";
  }

  void remove(String id) {
    Optional<InspectContainerResponse> removed =
        calls.call("remove container " + id, client -> Removal.removed(client, id));
    failedStarts.remove(id);
    // The last one that held a volume may go after the sandbox did.
    removed
        .filter(MemoryVolumes::areHeldBy)
        .map(last -> Labels.pod(last.getConfig().getLabels()))
        .ifPresent(volumes::remove);
  }
}
