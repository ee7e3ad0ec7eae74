package io.kubelette.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.RestartPolicy;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.StopSignal;
import java.util.List;
import java.util.Map;

/**
 * Creates, starts, signals and removes a pod's containers.
 *
 * <p>Thread-safe because it holds no state of its own.
 */
final class Containers {

  /** Forced, since other drivers of the engine cannot be read back. */
  private static final LogConfig LOGS =
      new LogConfig(
          LoggingType.JSON_FILE,
          // Kubernetes: containerLogMaxSize and containerLogMaxFiles.
          Map.of("max-size", "10m", "max-file", "5"));

  private final EngineCalls calls;

  Containers(EngineCalls calls) {
    this.calls = calls;
  }

  String create(ContainerSpec spec) {
    String name = Creation.name(spec.name(), spec.pod(), spec.attempt());
    return calls.call(
        "create container " + name,
        client ->
            new Creation(client, spec.pod(), name)
                .create(spec.image(), command -> fill(command, spec)));
  }

  private static void fill(CreateContainerCmd command, ContainerSpec spec) {
    String sandbox = "container:" + spec.sandboxId();
    command
        .withLabels(Labels.of(spec))
        .withEnv(spec.env().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList())
        .withHealthcheck(new HealthCheck().withTest(List.of("NONE")))
        .withHostConfig(
            HostConfig.newHostConfig()
                .withNetworkMode(sandbox)
                .withIpcMode(sandbox)
                .withRestartPolicy(RestartPolicy.noRestart())
                .withLogConfig(LOGS));
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

  private static boolean start(DockerClient client, String id) {
    try {
      client.startContainerCmd(id).exec();
      return true;
    } catch (NotModifiedException runsAlready) {
      return false;
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
    }
  }

  /** The signal that the image asks to be ended by. The client library has no getter for it. */
  private static String stopSignal(DockerClient client, String id) {
    Object config = client.inspectContainerCmd(id).exec().getRawValues().get("Config");
    Object signal = config instanceof Map<?, ?> fields ? fields.get("StopSignal") : null;
    return signal instanceof String name && !name.isEmpty() ? name : "SIGTERM";
  }

  void remove(String id) {
    calls.call("remove container " + id, client -> Removal.remove(client, id));
  }
}
