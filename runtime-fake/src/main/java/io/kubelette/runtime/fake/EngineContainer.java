package io.kubelette.runtime.fake;

import io.kubelette.loop.Clock;
import io.kubelette.loop.EventLoop;
import io.kubelette.runtime.ContainerResources;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedContainer.Exit;
import io.kubelette.runtime.ObservedContainer.State;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.StopSignal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A container in the engine. Owned by the engine: guarded by its monitor.
 *
 * <pre>
 *   CREATED ── start ──► RUNNING ── program ends, signal, script ──► EXITED
 *      └─────────────── cannot run ────────────────────────────────────►┘      and removed from each
 * </pre>
 */
final class EngineContainer {

  final String id;
  final EngineSandbox sandbox;
  final EnginePod pod;
  private final ObservedImage image;
  private final Instant createdAt;
  private ContainerSpec spec;
  private @Nullable Instant startedAt;
  private @Nullable Exit exit;
  @Nullable ProgramRun run;
  Usage usage = Usage.NONE;
  private @Nullable Belongings belongings;
  EventLoop.@Nullable Timer end;
  EventLoop.@Nullable Timer vanishing;
  private boolean unknown;

  EngineContainer(Birth birth, EngineSandbox sandbox, ContainerSpec spec, ObservedImage image) {
    this.id = birth.id();
    this.sandbox = sandbox;
    this.pod = sandbox.pod;
    this.spec = spec;
    this.image = image;
    this.createdAt = birth.at();
  }

  State state() {
    if (exit != null) {
      return State.EXITED;
    }
    return startedAt == null ? State.CREATED : State.RUNNING;
  }

  boolean isRunning() {
    return state() == State.RUNNING;
  }

  /** From now on the engine cannot tell what it does, until it ends. */
  void becomesUnknown() {
    unknown = true;
  }

  ContainerSpec spec() {
    return spec;
  }

  /** Forgets what only a program would ask for: thousands of idle containers shall be cheap. */
  void idles() {
    spec = spec.withCommand(List.of()).withArgs(List.of()).withEnv(Map.of());
  }

  void update(ContainerResources resources) {
    spec = spec.withResources(resources);
  }

  void started(Instant at) {
    startedAt = at;
    sandbox.containerBegins();
  }

  void ended(Exit how) {
    if (isRunning()) {
      sandbox.containerEnds();
    }
    exit = how;
    if (end != null) {
      end.cancel();
      end = null;
    }
  }

  void removed() {
    if (vanishing != null) {
      vanishing.cancel();
      vanishing = null;
    }
  }

  /** What asks it to end, if it is not SIGTERM. */
  @Nullable StopSignal stopSignal() {
    if (spec.stopSignal() != null) {
      return spec.stopSignal();
    }
    return image.stopSignal().isEmpty() ? null : StopSignal.of(image.stopSignal());
  }

  Belongings belongings(Clock clock) {
    if (belongings == null) {
      belongings = new Belongings(this, clock);
      if (exit != null) {
        belongings.ended();
      }
    }
    return belongings;
  }

  /** Nothing where nobody has asked for it. */
  Optional<Belongings> belongings() {
    return Optional.ofNullable(belongings);
  }

  String title() {
    return pod.title() + "/" + spec.name() + "#" + spec.attempt();
  }

  Selector.Subject subject() {
    return Selector.Subject.of(pod.identity, spec.name(), spec.image());
  }

  ObservedContainer observe() {
    return new ObservedContainer(
        id,
        sandbox.id,
        spec.name(),
        spec.attempt(),
        spec.hash(),
        spec.image(),
        image.id(),
        unknown && isRunning() ? State.UNKNOWN : state(),
        createdAt,
        startedAt,
        exit,
        spec.terminationGrace(),
        spec.resources(),
        stopSignal(),
        spec.annotations());
  }
}
