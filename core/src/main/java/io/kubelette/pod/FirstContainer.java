package io.kubelette.pod;

import io.kubelette.model.Container;
import io.kubelette.model.EnvVar;
import io.kubelette.model.EnvVarSource;
import io.kubelette.model.Pod;
import io.kubelette.pod.ContainerOutlook.Start;
import io.kubelette.pod.ContainerOutlook.Step;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be created while a pod's first sandbox starts: the container that starts first, if its
 * image may be there, nothing of it tells the pod's address, and nobody else could lead its mounts
 * elsewhere until it starts. Pure.
 */
final class FirstContainer {

  private FirstContainer() {}

  /** Null if all must wait for the sandbox. */
  static PodAction.@Nullable StartContainer of(
      PodTurn turn, Pod pod, List<ContainerOutlook> outlooks) {
    if (outlooks.isEmpty() || !turn.observed().isEmpty()) {
      return null;
    }
    ContainerOutlook outlook = outlooks.get(0);
    Start start = outlook.start();
    DefinedContainer container = outlook.container();
    if (outlook.step() != Step.START || start == null || start.attempt() > 0) {
      return null;
    }
    Setting setting = new Setting(pod, container.definition(), null, Set.of());
    boolean mustWait =
        PullPolicies.of(container).equals(PullPolicies.ALWAYS)
            || isAbsent(turn, container)
            || tellsAddress(container.definition())
            || Furnisher.sharesFolders(setting);
    return mustWait
        ? null
        : new PodAction.StartContainer(
            container.ref(),
            ContainerSpecs.of(turn, container, "", 0),
            setting,
            null,
            start.nextDelay());
  }

  private static boolean isAbsent(PodTurn turn, DefinedContainer container) {
    return turn.memory().absent().contains(container.image())
        || turn.memory().pulls().containsKey(container.image());
  }

  private static boolean tellsAddress(Container definition) {
    return definition.env().stream()
        .map(EnvVar::valueFrom)
        .anyMatch(source -> source != null && tellsAddress(source));
  }

  private static boolean tellsAddress(EnvVarSource source) {
    return source.fieldRef() != null
        && String.valueOf(source.fieldRef().fieldPath()).startsWith("status.podIP");
  }
}
