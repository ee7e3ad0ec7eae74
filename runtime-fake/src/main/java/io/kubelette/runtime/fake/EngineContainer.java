package io.kubelette.runtime.fake;

import io.kubelette.loop.EventLoop;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.ContainerSpecBuilder;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedContainer.Exit;
import io.kubelette.runtime.ObservedContainer.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
  private final String imageId;
  private final Instant createdAt;
  private ContainerSpec spec;
  private @Nullable Instant startedAt;
  private @Nullable Exit exit;
  @Nullable ProgramRun run;
  EventLoop.@Nullable Timer end;

  EngineContainer(Birth birth, EngineSandbox sandbox, ContainerSpec spec, String imageId) {
    this.id = birth.id();
    this.sandbox = sandbox;
    this.pod = sandbox.pod;
    this.spec = spec;
    this.imageId = imageId;
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

  ContainerSpec spec() {
    return spec;
  }

  /** Forgets what only a program would ask for: thousands of idle containers shall be cheap. */
  void idles() {
    spec =
        ContainerSpecBuilder.builder(spec).command(List.of()).args(List.of()).env(Map.of()).build();
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
        imageId,
        state(),
        createdAt,
        startedAt,
        exit,
        spec.terminationGrace());
  }
}
