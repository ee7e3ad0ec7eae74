package io.kubelette.api;

import io.kubelette.model.Service;
import io.kubelette.model.ServicePort;
import io.kubelette.model.ServiceSpec;
import io.kubelette.model.ServiceStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules of services. */
final class ServiceRules implements KindRules<Service> {

  /** Whether a service of this spec has a cluster address. */
  static boolean hasAddress(ServiceSpec spec) {
    return !"ExternalName".equals(spec.type()) && !"None".equals(spec.clusterIP());
  }

  @Override
  public List<String> nameFaults(String name) {
    return Names.dns1035Label(name);
  }

  @Override
  public Service defaulted(Service service) {
    return service.withSpec(ServiceDefaults.of(service.spec()));
  }

  @Override
  public Service atBirth(Service service) {
    return service.withStatus(ServiceStatus.EMPTY);
  }

  /** An update that does not name the address means the one that the service has. */
  @Override
  public Service updated(Service now, Service wanted) {
    return withAllocated(now, wanted).withStatus(now.status());
  }

  @Override
  public Optional<Service> statusUpdated(Service now, Service wanted) {
    return Optional.of(now.withStatus(wanted.status()));
  }

  @Override
  public Service reapplied(Service now, Service given) {
    return withAllocated(now, given);
  }

  @Override
  public boolean countsGenerations() {
    return true;
  }

  @Override
  public boolean sameSpec(Service one, Service other) {
    return one.spec().equals(other.spec());
  }

  @Override
  public void validate(Service service, Violations violations) {
    ServiceValidation.check(service.spec(), violations.at("spec"));
  }

  @Override
  public void validateUpdate(Service now, Service next, Violations violations) {
    String was = ContainerDefaults.text(now.spec().clusterIP(), "");
    String is = ContainerDefaults.text(next.spec().clusterIP(), "");
    boolean external =
        "ExternalName".equals(now.spec().type()) || "ExternalName".equals(next.spec().type());
    if (!external && !was.isEmpty() && !was.equals(is)) {
      violations.at("spec").at("clusterIPs", 0).invalid(is, "may not change once set");
    }
  }

  @Override
  public List<String> warnings(Service service) {
    List<String> warnings = new ArrayList<>();
    String type = service.spec().type();
    if ("ExternalName".equals(type)) {
      warnings.add(
          "spec.type ExternalName is kept but not served: it is a DNS alias, and there is no cluster DNS");
    }
    return warnings;
  }

  private static Service withAllocated(Service now, Service wanted) {
    ServiceSpec was = now.spec();
    ServiceSpec spec = wanted.spec();
    boolean open = Checks.isEmpty(spec.clusterIP()) && spec.clusterIPs().isEmpty();
    boolean has = hasAddress(was) || "None".equals(was.clusterIP());
    if (open && has && !"ExternalName".equals(spec.type())) {
      spec = spec.withClusterIP(was.clusterIP()).withClusterIPs(was.clusterIPs());
    }
    return wanted.withSpec(isExposed(spec) ? withPorts(was, spec) : withoutPorts(was, spec));
  }

  private static boolean isExposed(ServiceSpec spec) {
    return "NodePort".equals(spec.type()) || "LoadBalancer".equals(spec.type());
  }

  private static ServiceSpec withPorts(ServiceSpec was, ServiceSpec spec) {
    Map<String, Integer> nodePorts = new HashMap<>();
    was.ports().forEach(port -> nodePorts.put(key(port), port.nodePort()));
    ServiceSpec kept =
        spec.withPorts(
            spec.ports().stream()
                .map(
                    port ->
                        port.nodePort() == null
                            ? port.withNodePort(nodePorts.get(key(port)))
                            : port)
                .toList());
    boolean checked =
        "LoadBalancer".equals(spec.type()) && "Local".equals(spec.externalTrafficPolicy());
    return checked && spec.healthCheckNodePort() == null
        ? kept.withHealthCheckNodePort(was.healthCheckNodePort())
        : kept;
  }

  /** Ports that a service of another type had go with the type, unless somebody asks for them. */
  private static ServiceSpec withoutPorts(ServiceSpec was, ServiceSpec spec) {
    Set<Integer> old = new HashSet<>();
    was.ports().forEach(port -> old.add(port.nodePort()));
    return spec.withPorts(
            spec.ports().stream()
                .map(port -> old.contains(port.nodePort()) ? port.withNodePort(null) : port)
                .toList())
        .withHealthCheckNodePort(null);
  }

  private static String key(ServicePort port) {
    return ContainerDefaults.text(port.protocol(), "TCP") + "/" + port.port();
  }
}
