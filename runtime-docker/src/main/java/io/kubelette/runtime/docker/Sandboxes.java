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
import io.kubelette.runtime.DnsSettings;
import io.kubelette.runtime.EarlyCreation;
import io.kubelette.runtime.Namespaces;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.SandboxSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs sandboxes: one container per pod, which owns the pod's network and IPC namespaces.
 *
 * <p>Thread-safe because it holds no state of its own.
 */
final class Sandboxes {

  private static final Logger LOG = LoggerFactory.getLogger(Sandboxes.class);

  /**
   * What sandboxes are made of.
   *
   * @param image their image
   * @param volumes those in memory, which they keep alive
   * @param dependents what must go before they can
   * @param published how this process reaches their ports
   */
  record Parts(
      SandboxImage image,
      MemoryVolumes volumes,
      Dependents dependents,
      PublishedSandboxes published) {}

  private final EngineCalls calls;
  private final SandboxImage image;
  private final MemoryVolumes volumes;
  private final Dependents dependents;
  private final PublishedSandboxes published;
  private final OomScores oomScores = new OomScores();

  Sandboxes(EngineCalls calls, Parts parts) {
    this.calls = calls;
    this.image = parts.image();
    this.volumes = parts.volumes();
    this.dependents = parts.dependents();
    this.published = parts.published();
  }

  ObservedSandbox run(SandboxSpec spec) {
    return run(spec, id -> Optional.empty()).sandbox();
  }

  /**
   * Runs a sandbox.
   *
   * @param tenant gets its id while it starts, and returns what it has created in it
   */
  EarlyCreation.Made run(SandboxSpec spec, Function<String, Optional<String>> tenant) {
    return oomScores.run(score -> run(spec, tenant, score));
  }

  private EarlyCreation.Made run(
      SandboxSpec spec, Function<String, Optional<String>> tenant, int score) {
    String call = "run sandbox " + Creation.name("POD", spec.pod(), spec.attempt());
    // Each try makes them anew: a volume that the engine had to invent would be on disk.
    volumes.create(spec);
    String id = create(call, spec, score);
    Optional<String> inside = Optional.empty();
    try (EngineCalls.Pending<?> start =
        calls.begin(call, client -> client.startContainerCmd(id).exec())) {
      inside = tenant.apply(id);
      start.answer();
      return new EarlyCreation.Made(ready(call, id, spec), inside);
    } catch (RuntimeException failure) {
      discard(id, inside, failure);
      throw failure;
    }
  }

  private String create(String call, SandboxSpec spec, int score) {
    image.ensurePresent();
    try {
      return calls.call(call, client -> create(client, spec, score));
    } catch (ContainerRuntimeException failure) {
      if (failure.kind() != Kind.NOT_FOUND) {
        throw failure;
      }
      // Somebody cleaned the engine's images up since we looked.
      image.restore();
      return calls.call(call, client -> create(client, spec, score));
    }
  }

  private String create(DockerClient client, SandboxSpec spec, int score) {
    String name = Creation.name("POD", spec.pod(), spec.attempt());
    return new Creation(client, spec.pod(), name)
        .create(image.reference(), command -> fill(command, spec, score));
  }

  private void fill(CreateContainerCmd command, SandboxSpec spec, int score) {
    HostConfig host =
        HostConfig.newHostConfig()
            .withIpcMode("shareable")
            .withRestartPolicy(RestartPolicy.noRestart())
            .withLogConfig(new LogConfig(LoggingType.NONE))
            .withOomScoreAdj(score)
            .withMounts(MemoryVolumes.mounts(spec));
    if (!spec.sysctls().isEmpty()) {
      host.withSysctls(spec.sysctls());
    }
    command.withLabels(Labels.of(spec));
    join(command, host, spec);
    DnsSettings dns = spec.dns();
    if (dns != null) {
      // A dot is no domain: the engine would take its host's where it is told none.
      host.withDns(dns.nameservers())
          .withDnsSearch(dns.searches().isEmpty() ? List.of(".") : dns.searches())
          .withDnsOptions(dns.options());
    }
    command.withHostConfig(host);
  }

  private void join(CreateContainerCmd command, HostConfig host, SandboxSpec spec) {
    Namespaces spaces = spec.namespaces();
    if (spaces.ipc() == Namespaces.Scope.HOST) {
      host.withIpcMode("host");
    }
    if (spaces.process() == Namespaces.Scope.HOST) {
      host.withPidMode("host");
    }
    if (spaces.network() == Namespaces.Scope.HOST) {
      host.withNetworkMode("host").withUtSMode("host");
      return;
    }
    command.withHostName(spec.hostname());
    PublishedPorts.publish(command, host, published.ports(spec));
  }

  private ObservedSandbox ready(String call, String id, SandboxSpec spec) {
    InspectContainerResponse found =
        calls.call(call, client -> client.inspectContainerCmd(id).exec());
    boolean onHost = spec.namespaces().network() == Namespaces.Scope.HOST;
    String address = onHost ? null : Addresses.of(found.getNetworkSettings().getNetworks());
    if (!Boolean.TRUE.equals(found.getState().getRunning()) || address == null && !onHost) {
      throw new ContainerRuntimeException(
          Kind.TRANSIENT, call + ": it ended at once or got no address from the engine");
    }
    Instant createdAt = Timestamps.of(found.getCreated()).truncatedTo(ChronoUnit.SECONDS);
    return published.seen(
        new ObservedSandbox(
            id,
            spec.attempt(),
            ObservedSandbox.State.READY,
            address,
            createdAt,
            PublishedPorts.of(found.getNetworkSettings().getPorts())));
  }

  private void discard(String id, Optional<String> inside, RuntimeException failure) {
    if (failure instanceof ContainerRuntimeException told && told.kind() == Kind.CANCELLED) {
      return; // The thread is wanted back at once; the rest is observed and removed later.
    }
    try {
      inside.ifPresent(
          tenant -> calls.call("remove container " + tenant, c -> Removal.remove(c, tenant)));
      remove(id);
    } catch (ContainerRuntimeException again) {
      LOG.debug("sandbox={} stays behind, not ready", id, again);
    }
  }

  void remove(String id) {
    dependents.removeBefore(id);
    calls
        .call("remove sandbox " + id, client -> Removal.removed(client, id))
        .filter(last -> !MemoryVolumes.mountedBy(last).isEmpty())
        .map(last -> Labels.pod(last.getConfig().getLabels()))
        .ifPresent(volumes::remove);
    published.removed(id);
  }
}
