package io.kubelette.api;

import io.kubelette.model.ClientIPConfigBuilder;
import io.kubelette.model.IntOrString;
import io.kubelette.model.ServicePort;
import io.kubelette.model.ServiceSpec;
import io.kubelette.model.SessionAffinityConfig;
import io.kubelette.model.SessionAffinityConfigBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Kubernetes fills in for a service, but for its address. Pure. */
final class ServiceDefaults {

  private static final int AFFINITY_SECONDS = 10_800;

  private ServiceDefaults() {}

  static ServiceSpec of(ServiceSpec given) {
    ServiceSpec spec =
        given
            .withType(ContainerDefaults.text(given.type(), "ClusterIP"))
            .withSessionAffinity(ContainerDefaults.text(given.sessionAffinity(), "None"))
            .withPorts(given.ports().stream().map(ServiceDefaults::port).toList());
    spec = addresses(spec);
    spec = spec.withSessionAffinityConfig(affinity(spec));
    if ("ExternalName".equals(spec.type())) {
      return spec;
    }
    spec =
        spec.withInternalTrafficPolicy(
                ContainerDefaults.text(spec.internalTrafficPolicy(), "Cluster"))
            .withIpFamilyPolicy(ContainerDefaults.text(spec.ipFamilyPolicy(), "SingleStack"))
            .withIpFamilies(spec.ipFamilies().isEmpty() ? List.of("IPv4") : spec.ipFamilies());
    return outside(spec);
  }

  private static ServicePort port(ServicePort given) {
    IntOrString target = given.targetPort();
    boolean open = target == null || target.toString().isEmpty() || target.toString().equals("0");
    Integer port = given.port();
    return given
        .withProtocol(ContainerDefaults.text(given.protocol(), "TCP"))
        .withTargetPort(open && port != null ? IntOrString.of(port) : target);
  }

  /** {@code clusterIP} is the first of {@code clusterIPs}; who gives one has given both. */
  private static ServiceSpec addresses(ServiceSpec spec) {
    String address = spec.clusterIP();
    if (Checks.isEmpty(address)) {
      return spec.clusterIPs().isEmpty()
          ? spec.withClusterIP(null)
          : spec.withClusterIP(spec.clusterIPs().get(0));
    }
    return spec.clusterIPs().isEmpty() ? spec.withClusterIPs(List.of(address)) : spec;
  }

  private static @Nullable SessionAffinityConfig affinity(ServiceSpec spec) {
    SessionAffinityConfig given = spec.sessionAffinityConfig();
    boolean lacks =
        given == null || given.clientIP() == null || given.clientIP().timeoutSeconds() == null;
    if (!"ClientIP".equals(spec.sessionAffinity()) || !lacks) {
      return given;
    }
    return SessionAffinityConfigBuilder.builder()
        .clientIP(ClientIPConfigBuilder.builder().timeoutSeconds(AFFINITY_SECONDS).build())
        .build();
  }

  private static ServiceSpec outside(ServiceSpec spec) {
    boolean balanced = "LoadBalancer".equals(spec.type());
    if (!balanced && !"NodePort".equals(spec.type())) {
      return spec;
    }
    ServiceSpec open =
        spec.withExternalTrafficPolicy(
            ContainerDefaults.text(spec.externalTrafficPolicy(), "Cluster"));
    return balanced && open.allocateLoadBalancerNodePorts() == null
        ? open.withAllocateLoadBalancerNodePorts(true)
        : open;
  }
}
