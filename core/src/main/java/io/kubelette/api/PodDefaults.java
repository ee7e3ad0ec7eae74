package io.kubelette.api;

import io.kubelette.model.Container;
import io.kubelette.model.PodSecurityContextBuilder;
import io.kubelette.model.PodSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Kubernetes fills in for a pod. Pure. */
final class PodDefaults {

  private static final long GRACE_SECONDS = 30;

  private PodDefaults() {}

  static PodSpec of(PodSpec given) {
    PodSpec spec =
        given
            .withRestartPolicy(ContainerDefaults.text(given.restartPolicy(), "Always"))
            .withDnsPolicy(ContainerDefaults.text(given.dnsPolicy(), "ClusterFirst"))
            .withSchedulerName(ContainerDefaults.text(given.schedulerName(), "default-scheduler"))
            .withTerminationGracePeriodSeconds(
                or(given.terminationGracePeriodSeconds(), GRACE_SECONDS))
            .withEnableServiceLinks(or(given.enableServiceLinks(), true))
            .withSecurityContext(
                or(given.securityContext(), PodSecurityContextBuilder.builder().build()))
            .withVolumes(given.volumes().stream().map(VolumeDefaults::of).toList())
            .withResources(ContainerDefaults.resources(given.resources()))
            .withInitContainers(given.initContainers().stream().map(ContainerDefaults::of).toList())
            .withContainers(given.containers().stream().map(ContainerDefaults::of).toList());
    return account(network(spec));
  }

  private static PodSpec network(PodSpec spec) {
    return Boolean.TRUE.equals(spec.hostNetwork())
        ? spec.withInitContainers(onHostNetwork(spec.initContainers()))
            .withContainers(onHostNetwork(spec.containers()))
        : spec;
  }

  /** {@code serviceAccount} is the old name of {@code serviceAccountName}: both say the same. */
  private static PodSpec account(PodSpec spec) {
    String name = ContainerDefaults.text(spec.serviceAccountName(), "");
    String account = name.isEmpty() ? spec.serviceAccount() : name;
    return spec.withServiceAccountName(account).withServiceAccount(account);
  }

  private static List<Container> onHostNetwork(List<Container> containers) {
    return containers.stream().map(ContainerDefaults::onHostNetwork).toList();
  }

  private static <V> V or(@Nullable V given, V otherwise) {
    return given == null ? otherwise : given;
  }
}
