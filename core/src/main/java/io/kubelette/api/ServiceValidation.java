package io.kubelette.api;

import io.kubelette.model.ServicePort;
import io.kubelette.model.ServiceSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What must hold for the spec of a service whose defaults are filled in. Pure. */
final class ServiceValidation {

  private static final Set<String> TYPES =
      Set.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
  private static final Set<String> AFFINITIES = Set.of("ClientIP", "None");
  private static final Set<String> TRAFFIC_POLICIES = Set.of("Cluster", "Local");
  private static final Checks.Bounds AFFINITY_SECONDS = new Checks.Bounds(1, 86_400);

  private ServiceValidation() {}

  static void check(ServiceSpec spec, Violations at) {
    boolean external = "ExternalName".equals(spec.type());
    boolean headless = "None".equals(spec.clusterIP());
    if (spec.ports().isEmpty() && !external && !headless) {
      at.at("ports").required("");
    }
    ports(spec, at.at("ports"));
    MetadataRules.labels(spec.selector(), at.at("selector"));
    Checks.oneOf(spec.type(), TYPES, at.at("type"));
    Checks.oneOf(spec.sessionAffinity(), AFFINITIES, at.at("sessionAffinity"));
    Checks.oneOf(spec.internalTrafficPolicy(), TRAFFIC_POLICIES, at.at("internalTrafficPolicy"));
    Checks.oneOf(spec.externalTrafficPolicy(), TRAFFIC_POLICIES, at.at("externalTrafficPolicy"));
    affinitySeconds(spec, at.at("sessionAffinityConfig").at("clientIP").at("timeoutSeconds"));
    if (external) {
      externalName(spec, at);
    } else {
      addresses(spec, at);
    }
    for (int i = 0; i < spec.externalIPs().size(); i++) {
      address(spec.externalIPs().get(i), at.at("externalIPs", i));
    }
  }

  private static void ports(ServiceSpec spec, Violations at) {
    Set<String> names = new HashSet<>();
    Set<String> numbers = new HashSet<>();
    for (int i = 0; i < spec.ports().size(); i++) {
      ServicePort port = spec.ports().get(i);
      Violations here = at.at(i);
      String name = ContainerDefaults.text(port.name(), "");
      if (name.isEmpty() && spec.ports().size() > 1) {
        here.at("name").required("");
      } else if (!name.isEmpty()) {
        here.at("name").check(name, Names.dnsLabel(name));
        Checks.once(name, names, here.at("name"));
      }
      int number = Objects.requireNonNullElse(port.port(), 0);
      here.at("port").check(number, Names.port(number));
      Checks.oneOf(port.protocol(), ContainerValidation.PROTOCOLS, here.at("protocol"));
      if (port.targetPort() != null) {
        HandlerValidation.port(port.targetPort(), here.at("targetPort"));
      }
      Checks.once(port.protocol() + "/" + number, numbers, here);
      nodePort(spec, port, here.at("nodePort"));
    }
  }

  private static void nodePort(ServiceSpec spec, ServicePort port, Violations at) {
    Integer nodePort = port.nodePort();
    if (nodePort == null || nodePort == 0) {
      return;
    }
    if ("ClusterIP".equals(spec.type())) {
      at.forbidden("may not be used when `type` is 'ClusterIP'");
    } else {
      at.check(nodePort, Names.port(nodePort));
    }
  }

  private static void affinitySeconds(ServiceSpec spec, Violations at) {
    if (spec.sessionAffinityConfig() != null && spec.sessionAffinityConfig().clientIP() != null) {
      Checks.between(
          spec.sessionAffinityConfig().clientIP().timeoutSeconds(), AFFINITY_SECONDS, at);
    }
  }

  private static void externalName(ServiceSpec spec, Violations at) {
    String name = ContainerDefaults.text(spec.externalName(), "");
    String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (plain.isEmpty()) {
      at.at("externalName").required("");
    } else {
      at.at("externalName").check(name, Names.dnsSubdomain(plain));
    }
    if (!Checks.isEmpty(spec.clusterIP())) {
      at.at("clusterIPs").forbidden("may not be set when type is ExternalName");
    }
  }

  private static void addresses(ServiceSpec spec, Violations at) {
    List<String> addresses = spec.clusterIPs();
    if (addresses.size() > 1) {
      at.at("clusterIPs").invalid(addresses, "only one address is configured on this cluster");
    }
    if (!addresses.isEmpty() && !addresses.get(0).equals(spec.clusterIP())) {
      at.at("clusterIPs", 0).invalid(addresses.get(0), "first value must match `clusterIP`");
    }
    String address = spec.clusterIP();
    if ("None".equals(address)) {
      if ("NodePort".equals(spec.type()) || "LoadBalancer".equals(spec.type())) {
        at.at("clusterIPs", 0)
            .invalid(address, "may not be set to 'None' for %s services".formatted(spec.type()));
      }
    } else if (address != null) {
      address(address, at.at("clusterIPs", 0));
    }
    for (int i = 0; i < spec.ipFamilies().size(); i++) {
      if (!"IPv4".equals(spec.ipFamilies().get(i))) {
        at.at("ipFamilies", i).invalid(spec.ipFamilies().get(i), "not configured on this cluster");
      }
    }
  }

  private static void address(String address, Violations at) {
    if (!AddressRange.isAddress(address)) {
      at.invalid(address, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
    }
  }
}
