package io.kubelette.runtime.docker;

import com.github.dockerjava.api.model.Version;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.ImagePull;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.PullProgress;
import io.kubelette.runtime.ReadOnlyMounts;
import io.kubelette.runtime.RuntimeEvent;
import io.kubelette.runtime.RuntimeVersion;
import io.kubelette.runtime.SandboxSpec;
import io.kubelette.runtime.StopSignal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Runs pods on a Docker Engine.
 *
 * <p>A sandbox is a container of its own that holds the pod's network and IPC namespaces; the pod's
 * containers join them. A pod's address is the sandbox's on the engine's default bridge. Where this
 * process cannot reach it, {@link PodReach#PUBLISHED} ports stand in for it. Names and labels are
 * those of the kubelet, and {@code io.kubelette.*} labels say whose a container is.
 *
 * <p>Podman works too, through its Docker socket. It cannot change the resources of a container
 * that runs; one whose program cannot begin is known as such only to the runtime that started it;
 * and the containers of a sandbox go with it, and their logs.
 *
 * <p>Thread-safe because its parts are; see {@link ContainerRuntime} for the contract.
 */
public final class DockerRuntime implements ContainerRuntime {

  private final EngineClients clients;
  private final EngineCalls calls;
  private final Sandboxes sandboxes;
  private final Containers containers;
  private final Images images;
  private final Inspections inspections = new Inspections();
  private final Observations observations;
  private final EngineExchanges exchanges;
  private final List<Object> abilities;
  private final Set<EventWatch> watches = ConcurrentHashMap.newKeySet();

  private DockerRuntime(DockerOptions options, EngineClients clients, EngineCalls calls) {
    this.clients = clients;
    this.calls = calls;
    EngineApi api = EngineApi.of(calls.call("connect", client -> client.versionCmd().exec()));
    SandboxImage sandboxImage = SandboxImage.of(calls, options.sandboxImage(), api.architecture());
    FailedStarts failedStarts = new FailedStarts();
    MemoryVolumes volumes = new MemoryVolumes(calls, api);
    PodReaches reaches = PodReaches.of(clients.engine());
    PodReach reach = options.podReach().orElseGet(() -> reaches.find(calls));
    PublishedSandboxes published = new PublishedSandboxes(reach, reaches.hostIp());
    this.sandboxes =
        new Sandboxes(
            calls,
            new Sandboxes.Parts(sandboxImage, volumes, new Dependents(calls, api), published));
    this.containers = new Containers(calls, api, failedStarts, volumes);
    this.images = new Images(calls, clients, options.pullStall());
    this.observations =
        new Observations(calls, new Inspector(calls, images, failedStarts, inspections), published);
    this.exchanges = clients.exchanges();
    this.abilities = abilities(api, published);
  }

  /** Podman's Docker socket has no way to change what a container may use. */
  private List<Object> abilities(EngineApi api, PublishedSandboxes published) {
    List<Object> all = new ArrayList<>();
    all.add(images);
    all.add(new Execs(calls, exchanges));
    all.add(new Attachments(calls, exchanges));
    all.add(new Logs(calls, exchanges));
    all.add(new Forwards(calls, exchanges, SandboxProgram.forArchitecture(api.architecture())));
    all.add(new Stats(calls, exchanges));
    all.add(new BridgeGateway(calls, api));
    if (published.isUsed()) {
      all.add(published);
    }
    all.add((ReadOnlyMounts) api::mountsRecursively);
    if (!api.podman()) {
      all.add(new ResourceUpdates(calls));
      all.add(new EarlyContainers(sandboxes, containers));
    }
    return List.copyOf(all);
  }

  /**
   * Connects to the engine that {@code DOCKER_HOST}, the Docker context or the default socket
   * names; {@code TRANSIENT} if none answers there.
   */
  public static DockerRuntime connect() {
    return connect(DockerOptions.defaults());
  }

  /** Connects to the engine that listens there, for instance {@code unix:///run/docker.sock}. */
  public static DockerRuntime connect(URI engine) {
    return connect(DockerOptions.defaults().withEngine(engine));
  }

  /** Connects as the options say. */
  public static DockerRuntime connect(DockerOptions options) {
    EngineClients clients;
    EngineCalls calls;
    try {
      clients = new EngineClients(options);
      calls = new EngineCalls(clients.forCalls(options.callTimeout()), options.callTimeout());
    } catch (RuntimeException wrong) {
      throw new ContainerRuntimeException(
          Kind.REJECTED, "the Docker configuration cannot be used: " + wrong.getMessage(), wrong);
    }
    try {
      return new DockerRuntime(options, clients, calls);
    } catch (ContainerRuntimeException failure) {
      calls.close();
      throw failure.kind() == Kind.TRANSIENT
          ? EngineAway.at(clients.engine()).saying(failure)
          : failure;
    }
  }

  @Override
  public RuntimeVersion version() {
    Version engine = calls.call("version", client -> client.versionCmd().exec());
    return new RuntimeVersion("docker", String.valueOf(engine.getVersion()));
  }

  @Override
  public ObservedSandbox runSandbox(SandboxSpec spec) {
    return sandboxes.run(spec);
  }

  @Override
  public void removeSandbox(String sandboxId) {
    sandboxes.remove(sandboxId);
  }

  @Override
  public String createContainer(ContainerSpec spec) {
    return containers.create(spec);
  }

  @Override
  public void startContainer(String containerId) {
    containers.start(containerId);
  }

  @Override
  public void signal(String containerId, StopSignal signal) {
    containers.signal(containerId, signal);
  }

  @Override
  public void removeContainer(String containerId) {
    containers.remove(containerId);
  }

  @Override
  public Optional<ObservedImage> image(String reference) {
    return images.find(reference);
  }

  @Override
  public ObservedImage pullImage(ImagePull pull, PullProgress progress) {
    calls.refuseIfClosed("pull image " + pull.reference());
    return images.pull(pull, progress);
  }

  @Override
  public List<PodObservation> observe(String owner) {
    return observations.all(owner);
  }

  @Override
  public PodObservation observe(String owner, String podUid) {
    return observations.one(owner, podUid);
  }

  @Override
  public Subscription watch(String owner, Consumer<RuntimeEvent> listener) {
    EventWatch watch = EventWatch.start(calls, clients, owner, inspections.feed(owner, listener));
    Subscription subscription =
        () -> {
          watches.remove(watch);
          watch.close();
        };
    watches.add(watch);
    try {
      calls.refuseIfClosed("watch " + owner);
    } catch (ContainerRuntimeException closed) {
      subscription.close();
      throw closed;
    }
    return subscription;
  }

  @Override
  public <A> Optional<A> ability(Class<A> type) {
    return abilities.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  @Override
  public void close() {
    calls.refuse(); // first, so that a watch which begins now either is closed below or refused
    watches.forEach(EventWatch::close);
    exchanges.close();
    calls.close();
  }
}
