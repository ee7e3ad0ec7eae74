package io.kubelette.api;

import io.kubelette.model.Container;
import io.kubelette.model.ContainerPort;
import io.kubelette.model.PodSpec;
import io.kubelette.model.SecurityContext;
import io.kubelette.model.VolumeMount;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold for the containers of one pod. Used for one validation. */
final class ContainerValidation {

  private static final Set<String> PULL_POLICIES = Set.of("Always", "IfNotPresent", "Never");
  private static final Set<String> MESSAGE_POLICIES = Set.of("File", "FallbackToLogsOnError");
  private static final List<String> RECURSIONS = List.of("Disabled", "Enabled", "IfPossible");
  private static final Set<String> PROPAGATIONS =
      Set.of("None", "HostToContainer", "Bidirectional");
  static final Set<String> PROTOCOLS = Set.of("TCP", "UDP", "SCTP");
  private static final Checks.Bounds IDS = new Checks.Bounds(0, Integer.MAX_VALUE);

  private final PodSpec spec;
  private final Set<String> volumes;
  private final Set<String> hostPorts;

  ContainerValidation(PodSpec spec, Set<String> volumes, Set<String> hostPorts) {
    this.spec = spec;
    this.volumes = volumes;
    this.hostPorts = hostPorts;
  }

  /** A regular container. */
  void check(Container container, Violations at) {
    common(container, at);
    handlers(container, at);
  }

  /** An init container; only one that restarts always is a sidecar, with probes and hooks. */
  void checkInit(Container container, Violations at) {
    common(container, at);
    if ("Always".equals(container.restartPolicy())) {
      handlers(container, at);
      return;
    }
    String why = "may not be set for init containers without restartPolicy=Always";
    if (container.lifecycle() != null) {
      at.at("lifecycle").forbidden(why);
    }
    if (container.livenessProbe() != null) {
      at.at("livenessProbe").forbidden(why);
    }
    if (container.readinessProbe() != null) {
      at.at("readinessProbe").forbidden(why);
    }
    if (container.startupProbe() != null) {
      at.at("startupProbe").forbidden(why);
    }
  }

  private void common(Container container, Violations at) {
    Checks.name(container.name(), Names::dnsLabel, at.at("name"));
    image(container.image(), at.at("image"));
    Checks.oneOf(container.imagePullPolicy(), PULL_POLICIES, at.at("imagePullPolicy"));
    Checks.oneOf(
        container.terminationMessagePolicy(), MESSAGE_POLICIES, at.at("terminationMessagePolicy"));
    ports(container.ports(), at.at("ports"));
    EnvValidation.check(container, at);
    mounts(container, at.at("volumeMounts"));
    security(container.securityContext(), at.at("securityContext"));
    ResourceValidation.check(container.resources(), at.at("resources"));
    RestartValidation.check(container, at);
    ResourceValidation.policies(container, spec.restartPolicy(), at.at("resizePolicy"));
  }

  private void handlers(Container container, Violations at) {
    HandlerValidation each =
        new HandlerValidation(
            Objects.requireNonNullElse(spec.terminationGracePeriodSeconds(), 30L));
    each.liveness(container.livenessProbe(), at.at("livenessProbe"));
    each.readiness(container.readinessProbe(), at.at("readinessProbe"));
    each.liveness(container.startupProbe(), at.at("startupProbe"));
    each.lifecycle(container.lifecycle(), at.at("lifecycle"));
  }

  private static void image(@Nullable String image, Violations at) {
    if (image == null || image.isEmpty()) {
      at.required("");
    } else if (!image.strip().equals(image)) {
      at.invalid(image, "must not have leading or trailing whitespace");
    }
  }

  private void ports(List<ContainerPort> ports, Violations at) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < ports.size(); i++) {
      ContainerPort port = ports.get(i);
      Violations here = at.at(i);
      if (!Checks.isEmpty(port.name())) {
        here.at("name").check(port.name(), Names.portName(port.name()));
        Checks.once(port.name(), names, here.at("name"));
      }
      if (port.containerPort() == null || port.containerPort() == 0) {
        here.at("containerPort").required("");
      } else {
        here.at("containerPort").check(port.containerPort(), Names.port(port.containerPort()));
      }
      Checks.oneOf(port.protocol(), PROTOCOLS, here.at("protocol"));
      hostPort(port, here);
    }
  }

  private void hostPort(ContainerPort port, Violations at) {
    Integer hostPort = port.hostPort();
    if (hostPort == null || hostPort == 0) {
      return;
    }
    at.at("hostPort").check(hostPort, Names.port(hostPort));
    if (Boolean.TRUE.equals(spec.hostNetwork()) && !hostPort.equals(port.containerPort())) {
      at.at("containerPort")
          .invalid(
              Objects.requireNonNullElse(port.containerPort(), 0),
              "must match `hostPort` when `hostNetwork` is true");
    }
    String host = ContainerDefaults.text(port.hostIP(), "");
    Checks.once(port.protocol() + "/" + host + "/" + hostPort, hostPorts, at.at("hostPort"));
  }

  private void mounts(Container container, Violations at) {
    Set<String> paths = new HashSet<>();
    for (int i = 0; i < container.volumeMounts().size(); i++) {
      VolumeMount mount = container.volumeMounts().get(i);
      Violations here = at.at(i);
      if (Checks.isEmpty(mount.name())) {
        here.at("name").required("");
      } else if (!volumes.contains(mount.name())) {
        here.at("name").notFound(mount.name());
      }
      if (Checks.isEmpty(mount.mountPath())) {
        here.at("mountPath").required("");
      } else if (!paths.add(mount.mountPath())) {
        here.at("mountPath").invalid(mount.mountPath(), "must be unique");
      }
      subPaths(mount, here);
      propagation(container, mount, here.at("mountPropagation"));
      recursion(mount, here.at("recursiveReadOnly"));
    }
  }

  private static void subPaths(VolumeMount mount, Violations at) {
    if (!Checks.isEmpty(mount.subPath())) {
      Checks.localPath(mount.subPath(), at.at("subPath"));
    }
    if (!Checks.isEmpty(mount.subPathExpr())) {
      Checks.localPath(mount.subPathExpr(), at.at("subPathExpr"));
      if (!Checks.isEmpty(mount.subPath())) {
        at.at("subPathExpr")
            .invalid(mount.subPathExpr(), "subPathExpr and subPath are mutually exclusive");
      }
    }
  }

  private static void propagation(Container container, VolumeMount mount, Violations at) {
    Checks.oneOf(mount.mountPropagation(), PROPAGATIONS, at);
    SecurityContext context = container.securityContext();
    boolean privileged = context != null && Boolean.TRUE.equals(context.privileged());
    if ("Bidirectional".equals(mount.mountPropagation()) && !privileged) {
      at.forbidden("Bidirectional mount propagation is available only to privileged containers");
    }
  }

  private static void recursion(VolumeMount mount, Violations at) {
    String mode = mount.recursiveReadOnly();
    if (mode == null || mode.equals("Disabled")) {
      return;
    }
    if (!RECURSIONS.contains(mode)) {
      at.unsupported(mode, RECURSIONS);
      return;
    }
    if (!Boolean.TRUE.equals(mount.readOnly())) {
      at.forbidden("may only be specified when readOnly is true");
    }
    if (mount.mountPropagation() != null && !mount.mountPropagation().equals("None")) {
      at.forbidden("may only be specified when mountPropagation is None or not specified");
    }
  }

  private static void security(@Nullable SecurityContext context, Violations at) {
    if (context == null) {
      return;
    }
    Checks.between(context.runAsUser(), IDS, at.at("runAsUser"));
    Checks.between(context.runAsGroup(), IDS, at.at("runAsGroup"));
    if (Boolean.FALSE.equals(context.allowPrivilegeEscalation())
        && Boolean.TRUE.equals(context.privileged())) {
      at.invalid(
          "SecurityContext",
          "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
    }
  }
}
