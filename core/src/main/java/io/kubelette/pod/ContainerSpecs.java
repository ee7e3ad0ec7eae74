package io.kubelette.pod;

import io.kubelette.model.Container;
import io.kubelette.model.Lifecycle;
import io.kubelette.model.Pod;
import io.kubelette.runtime.ContainerSpec;
import io.kubelette.runtime.ContainerSpecBuilder;
import io.kubelette.runtime.Namespaces;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.StandardStreams;
import io.kubelette.runtime.StandardStreams.Output;
import io.kubelette.runtime.StandardStreams.Stdin;
import io.kubelette.runtime.StopSignal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a container can be told from its definition alone; {@link Furnisher} adds what must be
 * looked up: environment, command and mounts. Pure.
 */
final class ContainerSpecs {

  private ContainerSpecs() {}

  static ContainerSpec of(PodTurn turn, DefinedContainer container, String sandboxId, int attempt) {
    Container definition = container.definition();
    Pod pod = turn.pod().orElseThrow();
    return ContainerSpecBuilder.builder()
        .pod(turn.identity())
        .sandboxId(sandboxId)
        .name(container.name())
        .attempt(attempt)
        .hash(container.hash())
        .image(container.image())
        .command(List.of())
        .args(List.of())
        .workingDir(definition.workingDir())
        .env(Map.of())
        .terminationGrace(Graces.ofPod(pod, turn.config()))
        .mounts(List.of())
        .resources(
            ContainerLimits.of(container, pod, turn.context().node())
                .withPids(Math.max(0, turn.config().podPids())))
        .security(ContainerRights.of(definition, pod))
        .namespaces(namespaces(turn, container, pod))
        .streams(streams(definition))
        .logs(turn.config().logs())
        .stopSignal(stopSignal(definition))
        .labels(Map.of())
        .annotations(KeptHooks.annotations(container))
        .build();
  }

  /** A container for a look inside may see the processes of another. */
  private static Namespaces namespaces(PodTurn turn, DefinedContainer container, Pod pod) {
    Namespaces shared = SandboxSpecs.namespaces(pod.spec());
    if (container.role() != ContainerRole.EPHEMERAL) {
      return shared;
    }
    String target = EphemeralContainers.target(pod.spec(), container.name());
    ObservedContainer running =
        target == null ? null : new Sightings(turn.observed()).newest(target);
    return running == null ? shared : shared.targeting(running.id());
  }

  private static @Nullable StopSignal stopSignal(Container definition) {
    Lifecycle lifecycle = definition.lifecycle();
    String name = lifecycle == null ? null : lifecycle.stopSignal();
    return name == null || name.isEmpty() ? null : StopSignal.of(name);
  }

  private static StandardStreams streams(Container definition) {
    Stdin stdin = Boolean.TRUE.equals(definition.stdinOnce()) ? Stdin.OPEN_ONCE : Stdin.OPEN;
    return new StandardStreams(
        Boolean.TRUE.equals(definition.stdin()) ? stdin : Stdin.CLOSED,
        Boolean.TRUE.equals(definition.tty()) ? Output.TERMINAL : Output.PIPES);
  }
}
