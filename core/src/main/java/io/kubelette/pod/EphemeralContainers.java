package io.kubelette.pod;

import io.kubelette.model.Container;
import io.kubelette.model.ContainerBuilder;
import io.kubelette.model.EphemeralContainer;
import io.kubelette.model.PodSpec;
import org.jspecify.annotations.Nullable;

/** Containers that are added for a look inside, told as any other container. Pure. */
final class EphemeralContainers {

  private EphemeralContainers() {}

  /** The container whose processes it sees; null for its own alone. */
  static @Nullable String target(PodSpec spec, String name) {
    return spec.ephemeralContainers().stream()
        .filter(container -> name.equals(container.name()))
        .map(EphemeralContainer::targetContainerName)
        .filter(target -> target != null && !target.isEmpty())
        .findFirst()
        .orElse(null);
  }

  /** Without ports, probes, hooks and resources: these such a container may not have. */
  static Container definition(EphemeralContainer given) {
    return ContainerBuilder.builder()
        .name(given.name())
        .image(given.image())
        .command(given.command())
        .args(given.args())
        .workingDir(given.workingDir())
        .envFrom(given.envFrom())
        .env(given.env())
        .volumeMounts(given.volumeMounts())
        .volumeDevices(given.volumeDevices())
        .terminationMessagePath(given.terminationMessagePath())
        .terminationMessagePolicy(given.terminationMessagePolicy())
        .imagePullPolicy(given.imagePullPolicy())
        .securityContext(given.securityContext())
        .stdin(given.stdin())
        .stdinOnce(given.stdinOnce())
        .tty(given.tty())
        .build();
  }
}
