package io.kubelette.pod;

import io.kubelette.model.Container;
import io.kubelette.model.ContainerBuilder;
import io.kubelette.model.EphemeralContainer;

/** Containers that are added for a look inside, told as any other container. Pure. */
final class EphemeralContainers {

  private EphemeralContainers() {}

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
