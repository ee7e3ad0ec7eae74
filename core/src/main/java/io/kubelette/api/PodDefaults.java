package io.kubelette.api;

import io.kubelette.model.Container;
import io.kubelette.model.PodSecurityContext;
import io.kubelette.model.PodSecurityContextBuilder;
import io.kubelette.model.PodSpec;
import io.kubelette.model.PodSpecBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Kubernetes fills in for a pod. Pure. */
final class PodDefaults {

  private static final long GRACE_SECONDS = 30;
  private static final PodSecurityContext PLAIN = PodSecurityContextBuilder.builder().build();

  private PodDefaults() {}

  static PodSpec of(PodSpec given) {
    String account = account(given);
    PodSpec spec =
        PodSpecBuilder.builder(given)
            .restartPolicy(ContainerDefaults.text(given.restartPolicy(), "Always"))
            .dnsPolicy(ContainerDefaults.text(given.dnsPolicy(), "ClusterFirst"))
            .schedulerName(ContainerDefaults.text(given.schedulerName(), "default-scheduler"))
            .terminationGracePeriodSeconds(or(given.terminationGracePeriodSeconds(), GRACE_SECONDS))
            .enableServiceLinks(or(given.enableServiceLinks(), true))
            .securityContext(or(given.securityContext(), PLAIN))
            .volumes(ContainerDefaults.each(given.volumes(), VolumeDefaults::of))
            .resources(ContainerDefaults.resources(given.resources()))
            .initContainers(ContainerDefaults.each(given.initContainers(), ContainerDefaults::of))
            .containers(ContainerDefaults.each(given.containers(), ContainerDefaults::of))
            .serviceAccountName(account)
            .serviceAccount(account)
            .build();
    return network(spec);
  }

  private static PodSpec network(PodSpec spec) {
    return Boolean.TRUE.equals(spec.hostNetwork())
        ? spec.withInitContainers(onHostNetwork(spec.initContainers()))
            .withContainers(onHostNetwork(spec.containers()))
        : spec;
  }

  /** {@code serviceAccount} is the old name of {@code serviceAccountName}: both say the same. */
  private static @Nullable String account(PodSpec spec) {
    String name = ContainerDefaults.text(spec.serviceAccountName(), "");
    return name.isEmpty() ? spec.serviceAccount() : name;
  }

  private static List<Container> onHostNetwork(List<Container> containers) {
    return containers.stream().map(ContainerDefaults::onHostNetwork).toList();
  }

  private static <V> V or(@Nullable V given, V otherwise) {
    return given == null ? otherwise : given;
  }
}
