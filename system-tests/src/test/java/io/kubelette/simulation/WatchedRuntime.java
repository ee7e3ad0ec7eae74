package io.kubelette.simulation;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.EarlyCreation;
import io.kubelette.runtime.ExecSource;
import io.kubelette.runtime.ImagePull;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.PortForwardSource;
import io.kubelette.runtime.PublishedPods;
import io.kubelette.runtime.PullProgress;
import io.kubelette.runtime.RuntimeEvent;
import io.kubelette.runtime.RuntimeVersion;
import io.kubelette.runtime.SandboxSpec;
import io.kubelette.runtime.StopSignal;
import io.kubelette.simulation.RuntimeAct.Deed;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One life's client of the engine, which tells the world of all that changes something.
 *
 * <p>Owned by the simulation's thread.
 */
final class WatchedRuntime implements ContainerRuntime {

  private final ContainerRuntime runtime;
  private final World world;
  private final WatchedPorts ports;
  private boolean dead;

  WatchedRuntime(ContainerRuntime runtime, World world) {
    this.runtime = runtime;
    this.world = world;
    this.ports = new WatchedPorts(world);
  }

  @Override
  public RuntimeVersion version() {
    return runtime.version();
  }

  @Override
  public ObservedSandbox runSandbox(SandboxSpec spec) {
    return act(
        () -> new RuntimeAct(Deed.RUN_SANDBOX, spec.pod(), null, ""),
        () -> runtime.runSandbox(spec));
  }

  private EarlyCreation.Made runSandboxAndCreate(SandboxSpec spec, ContainerSpec first) {
    ObservedSandbox sandbox = runSandbox(spec);
    try {
      String made = createContainer(first.withSandboxId(sandbox.id()));
      return new EarlyCreation.Made(sandbox, Optional.of(made));
    } catch (ContainerRuntimeException leftOut) {
      return new EarlyCreation.Made(sandbox, Optional.empty());
    }
  }

  @Override
  public void removeSandbox(String sandboxId) {
    act(
        () -> new RuntimeAct(Deed.REMOVE_SANDBOX, podOfSandbox(sandboxId), null, ""),
        () -> {
          runtime.removeSandbox(sandboxId);
          return sandboxId;
        });
  }

  @Override
  public String createContainer(ContainerSpec spec) {
    return act(
        () -> new RuntimeAct(Deed.CREATE, spec.pod(), null, spec.name()),
        () -> runtime.createContainer(spec));
  }

  @Override
  public void startContainer(String containerId) {
    actOn(Deed.START, containerId, () -> runtime.startContainer(containerId));
  }

  @Override
  public void signal(String containerId, StopSignal signal) {
    Deed deed = signal.isKill() ? Deed.KILL : Deed.TERMINATE;
    actOn(deed, containerId, () -> runtime.signal(containerId, signal));
  }

  @Override
  public void removeContainer(String containerId) {
    actOn(Deed.REMOVE, containerId, () -> runtime.removeContainer(containerId));
  }

  @Override
  public Optional<ObservedImage> image(String reference) {
    return runtime.image(reference);
  }

  @Override
  public ObservedImage pullImage(ImagePull pull, PullProgress progress) {
    try {
      ObservedImage pulled = runtime.pullImage(pull, progress);
      world.trace.add("pulled %s", pull.reference());
      return pulled;
    } catch (ContainerRuntimeException failure) {
      world.trace.add("pull of %s failed: %s", pull.reference(), failure.getMessage());
      throw failure;
    }
  }

  @Override
  public List<PodObservation> observe(String owner) {
    return runtime.observe(owner);
  }

  @Override
  public PodObservation observe(String owner, String podUid) {
    if (!dead) {
      world.actsFor(podUid);
    }
    PodObservation seen = runtime.observe(owner, podUid);
    if (!dead) {
      world.seen(seen);
    }
    return seen;
  }

  @Override
  public Subscription watch(String owner, Consumer<RuntimeEvent> listener) {
    return runtime.watch(
        owner,
        event -> {
          if (!dead) {
            event.podUid().ifPresent(world::event);
            listener.accept(event);
          }
        });
  }

  @Override
  public <A> Optional<A> ability(Class<A> type) {
    if (type == PublishedPods.class || type == PortForwardSource.class) {
      return Optional.of(type.cast(ports));
    }
    if (type == EarlyCreation.class && world.createsEarly) {
      EarlyCreation early = this::runSandboxAndCreate;
      return Optional.of(type.cast(early));
    }
    Optional<A> ability = runtime.ability(type);
    return type == ExecSource.class
        ? ability.map(
            source -> type.cast(new WatchedCommands((ExecSource) source, world, () -> dead)))
        : ability;
  }

  @Override
  public void close() {
    runtime.close();
  }

  /**
   * Its process has died: of each task that is under way, the next call still reaches the engine.
   */
  void die() {
    dead = true;
  }

  private void actOn(Deed deed, String containerId, Runnable body) {
    act(
        () -> {
          for (PodObservation pod : world.observe()) {
            for (ObservedContainer container : pod.containers()) {
              if (container.id().equals(containerId)) {
                return new RuntimeAct(deed, pod.pod(), container, container.name());
              }
            }
          }
          return new RuntimeAct(deed, null, null, containerId);
        },
        () -> {
          body.run();
          return containerId;
        });
  }

  /** What is asked of an engine that is down does nothing, and nobody looks at it. */
  private <T> T act(Supplier<RuntimeAct> what, Supplier<T> body) {
    if (dead) {
      return actLate(what.get(), body);
    }
    if (!world.engineIsUp()) {
      return body.get();
    }
    RuntimeAct act = what.get();
    world.before(act);
    try {
      T answer = body.get();
      world.trace.add("%s", act);
      return answer;
    } catch (ContainerRuntimeException failure) {
      world.trace.add("%s failed: %s %s", act, failure.kind(), failure.getMessage());
      throw failure;
    } finally {
      world.after(act);
    }
  }

  /** What a dead node does is not its decision any more, but two attempts must not run. */
  private <T> T actLate(RuntimeAct act, Supplier<T> body) {
    if (!world.engineIsUp()) {
      return body.get();
    }
    body.get();
    world.trace.add("late: %s", act);
    world.after(act);
    throw new ContainerRuntimeException(
        ContainerRuntimeException.Kind.CANCELLED, "its process is dead");
  }

  private @Nullable PodIdentity podOfSandbox(String sandboxId) {
    return world.observe().stream()
        .filter(pod -> pod.sandboxes().stream().anyMatch(box -> box.id().equals(sandboxId)))
        .map(PodObservation::pod)
        .findFirst()
        .orElse(null);
  }
}
