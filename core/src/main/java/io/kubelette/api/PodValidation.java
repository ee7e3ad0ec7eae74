package io.kubelette.api;

import io.kubelette.model.Container;
import io.kubelette.model.HostAlias;
import io.kubelette.model.PodDNSConfig;
import io.kubelette.model.PodSecurityContext;
import io.kubelette.model.PodSpec;
import io.kubelette.model.Toleration;
import io.kubelette.model.Volume;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What must hold for the spec of a pod whose defaults are filled in. Pure. */
final class PodValidation {

  private static final Set<String> RESTART_POLICIES = Set.of("Always", "OnFailure", "Never");
  private static final Set<String> DNS_POLICIES =
      Set.of("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None");
  private static final Set<String> EFFECTS = Set.of("NoSchedule", "PreferNoSchedule", "NoExecute");
  private static final Set<String> OPERATORS = Set.of("Equal", "Exists");
  private static final Checks.Bounds SECONDS = new Checks.Bounds(1, Integer.MAX_VALUE);
  private static final Checks.Bounds IDS = new Checks.Bounds(0, Integer.MAX_VALUE);

  private PodValidation() {}

  static void check(PodSpec spec, Violations at) {
    Map<String, Volume> volumes = volumes(spec.volumes(), at.at("volumes"));
    containers(spec, volumes, at);
    Checks.oneOf(spec.restartPolicy(), RESTART_POLICIES, at.at("restartPolicy"));
    Checks.notNegative(
        spec.terminationGracePeriodSeconds(), at.at("terminationGracePeriodSeconds"));
    Checks.between(spec.activeDeadlineSeconds(), SECONDS, at.at("activeDeadlineSeconds"));
    names(spec, at);
    dns(spec, at);
    tolerations(spec.tolerations(), at.at("tolerations"));
    security(spec, at);
    if (Boolean.FALSE.equals(spec.hostUsers())) {
      at.at("hostUsers")
          .forbidden(
              "is not supported: no pod gets a user namespace of its own here; leave it out");
    }
    aliases(spec.hostAliases(), at.at("hostAliases"));
    ResourceValidation.check(spec.resources(), at.at("resources"));
  }

  private static Map<String, Volume> volumes(List<Volume> volumes, Violations at) {
    Map<String, Volume> byName = new TreeMap<>();
    for (int i = 0; i < volumes.size(); i++) {
      Volume volume = volumes.get(i);
      VolumeValidation.check(volume, at.at(i));
      String name = volume.name();
      if (name != null && byName.put(name, volume) != null) {
        at.at(i).at("name").duplicate(name);
      }
    }
    return byName;
  }

  private static void containers(PodSpec spec, Map<String, Volume> volumes, Violations at) {
    if (spec.containers().isEmpty()) {
      at.at("containers").required("");
    }
    Set<String> names = new HashSet<>();
    Set<String> hostPorts = new HashSet<>();
    ContainerValidation each = new ContainerValidation(spec, volumes.keySet(), hostPorts);
    for (int i = 0; i < spec.containers().size(); i++) {
      Violations here = at.at("containers", i);
      each.check(spec.containers().get(i), here);
      unique(spec.containers().get(i), names, here);
    }
    for (int i = 0; i < spec.initContainers().size(); i++) {
      Violations here = at.at("initContainers", i);
      each.checkInit(spec.initContainers().get(i), here);
      unique(spec.initContainers().get(i), names, here);
    }
    for (int i = 0; i < spec.ephemeralContainers().size(); i++) {
      String name = spec.ephemeralContainers().get(i).name();
      Checks.name(name, Names::dnsLabel, at.at("ephemeralContainers", i).at("name"));
    }
  }

  private static void unique(Container container, Set<String> names, Violations at) {
    if (!Checks.isEmpty(container.name())) {
      Checks.once(container.name(), names, at.at("name"));
    }
  }

  private static void names(PodSpec spec, Violations at) {
    Checks.optionalName(spec.nodeName(), Names::dnsSubdomain, at.at("nodeName"));
    Checks.optionalName(spec.hostname(), Names::dnsLabel, at.at("hostname"));
    Checks.optionalName(spec.subdomain(), Names::dnsLabel, at.at("subdomain"));
    Checks.optionalName(
        spec.serviceAccountName(), Names::dnsSubdomain, at.at("serviceAccountName"));
    Checks.optionalName(spec.schedulerName(), Names::qualifiedName, at.at("schedulerName"));
    MetadataRules.labels(spec.nodeSelector(), at.at("nodeSelector"));
    if (spec.os() != null) {
      Checks.required(spec.os().name(), at.at("os").at("name"));
      Checks.oneOf(spec.os().name(), Set.of("linux", "windows"), at.at("os").at("name"));
    }
  }

  private static void dns(PodSpec spec, Violations at) {
    Checks.oneOf(spec.dnsPolicy(), DNS_POLICIES, at.at("dnsPolicy"));
    PodDNSConfig config = spec.dnsConfig();
    Violations servers = at.at("dnsConfig").at("nameservers");
    if ("None".equals(spec.dnsPolicy()) && (config == null || config.nameservers().isEmpty())) {
      servers.required("must provide at least one DNS nameserver when `dnsPolicy` is None");
    }
    if (config != null && config.nameservers().size() > 3) {
      servers.invalid(config.nameservers(), "must not have more than 3 nameservers");
    }
  }

  private static void tolerations(List<Toleration> tolerations, Violations at) {
    for (int i = 0; i < tolerations.size(); i++) {
      Toleration toleration = tolerations.get(i);
      Violations here = at.at(i);
      Checks.optionalName(toleration.key(), Names::qualifiedName, here.at("key"));
      Checks.oneOf(toleration.operator(), OPERATORS, here.at("operator"));
      Checks.oneOf(toleration.effect(), EFFECTS, here.at("effect"));
      boolean exists = "Exists".equals(toleration.operator());
      if (Checks.isEmpty(toleration.key()) && !exists) {
        here.at("operator")
            .invalid(
                ContainerDefaults.text(toleration.operator(), ""),
                "operator must be Exists when `key` is empty, which means \"match all values and"
                    + " all keys\"");
      }
      if (exists && !Checks.isEmpty(toleration.value())) {
        here.at("operator")
            .invalid(toleration.value(), "value must be empty when `operator` is 'Exists'");
      }
      if (toleration.tolerationSeconds() != null && !"NoExecute".equals(toleration.effect())) {
        here.at("effect")
            .invalid(
                ContainerDefaults.text(toleration.effect(), ""),
                "effect must be 'NoExecute' when `tolerationSeconds` is set");
      }
    }
  }

  private static void security(PodSpec spec, Violations at) {
    PodSecurityContext context = spec.securityContext();
    Violations here = at.at("securityContext");
    if (context != null) {
      Checks.between(context.runAsUser(), IDS, here.at("runAsUser"));
      Checks.between(context.runAsGroup(), IDS, here.at("runAsGroup"));
      Checks.between(context.fsGroup(), IDS, here.at("fsGroup"));
      for (int i = 0; i < context.supplementalGroups().size(); i++) {
        Checks.between(context.supplementalGroups().get(i), IDS, here.at("supplementalGroups", i));
      }
      Sysctls.check(context.sysctls(), here.at("sysctls"));
    }
    if (Boolean.TRUE.equals(spec.shareProcessNamespace()) && Boolean.TRUE.equals(spec.hostPID())) {
      here.at("shareProcessNamespace")
          .invalid(true, "ShareProcessNamespace and HostPID cannot both be enabled");
    }
  }

  private static void aliases(List<HostAlias> aliases, Violations at) {
    for (int i = 0; i < aliases.size(); i++) {
      HostAlias alias = aliases.get(i);
      String ip = ContainerDefaults.text(alias.ip(), "");
      if (!AddressRange.isAddress(ip) && !ip.contains(":")) {
        at.at(i)
            .at("ip")
            .invalid(ip, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
      }
      for (int j = 0; j < alias.hostnames().size(); j++) {
        String host = alias.hostnames().get(j);
        at.at(i).at("hostnames", j).check(host, Names.dnsSubdomain(host));
      }
    }
  }
}
