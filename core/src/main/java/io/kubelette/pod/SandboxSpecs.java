package io.kubelette.pod;

import io.kubelette.model.ContainerPort;
import io.kubelette.model.Pod;
import io.kubelette.model.PodSecurityContext;
import io.kubelette.model.PodSpec;
import io.kubelette.model.Quantity;
import io.kubelette.model.Sysctl;
import io.kubelette.model.Volume;
import io.kubelette.pod.reference.PodNames;
import io.kubelette.runtime.MemoryVolume;
import io.kubelette.runtime.Namespaces;
import io.kubelette.runtime.Namespaces.Scope;
import io.kubelette.runtime.PodPort;
import io.kubelette.runtime.PortMapping;
import io.kubelette.runtime.SandboxSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Resolves a pod into the sandbox that a runtime can run. Pure. */
final class SandboxSpecs {

  private static final int OPEN_TO_ALL = 0777;

  private SandboxSpecs() {}

  static SandboxSpec of(PodTurn turn, Pod pod, int attempt) {
    PodSpec spec = pod.spec();
    return new SandboxSpec(
        turn.identity(),
        attempt,
        PodNames.hostname(pod),
        namespaces(spec),
        isOnHostNetwork(spec) ? List.of() : ports(spec),
        isOnHostNetwork(spec) ? List.of() : listens(spec),
        PodDns.of(spec, turn.context().node().resolver()),
        sysctls(spec),
        memoryVolumes(spec, turn.context().node()),
        Map.of(),
        Map.of());
  }

  static Namespaces namespaces(PodSpec spec) {
    boolean hostIpc = Boolean.TRUE.equals(spec.hostIPC());
    Scope process = Scope.CONTAINER;
    if (Boolean.TRUE.equals(spec.hostPID())) {
      process = Scope.HOST;
    } else if (Boolean.TRUE.equals(spec.shareProcessNamespace())) {
      process = Scope.POD;
    }
    return new Namespaces(
        isOnHostNetwork(spec) ? Scope.HOST : Scope.POD,
        hostIpc ? Scope.HOST : Scope.POD,
        process,
        null);
  }

  private static boolean isOnHostNetwork(PodSpec spec) {
    return Boolean.TRUE.equals(spec.hostNetwork());
  }

  /** Only what asks for a port of the host is published: a containerPort alone tells, no more. */
  private static List<PortMapping> ports(PodSpec spec) {
    return declared(spec)
        .filter(port -> port.hostPort() != null && port.hostPort() > 0)
        .map(SandboxSpecs::mapping)
        .distinct()
        .toList();
  }

  private static List<PodPort> listens(PodSpec spec) {
    return declared(spec)
        .map(port -> new PodPort(number(port), protocol(port)))
        .distinct()
        .toList();
  }

  private static Stream<ContainerPort> declared(PodSpec spec) {
    return Stream.concat(spec.containers().stream(), spec.initContainers().stream())
        .flatMap(container -> container.ports().stream())
        .filter(port -> port.containerPort() != null);
  }

  private static int number(ContainerPort port) {
    return Objects.requireNonNull(port.containerPort(), "filtered");
  }

  private static PortMapping mapping(ContainerPort port) {
    return new PortMapping(
        port.hostIP() == null ? "" : port.hostIP(),
        Objects.requireNonNull(port.hostPort(), "filtered"),
        number(port),
        protocol(port));
  }

  private static PortMapping.Protocol protocol(ContainerPort port) {
    return switch (port.protocol() == null ? "" : port.protocol()) {
      case "UDP" -> PortMapping.Protocol.UDP;
      case "SCTP" -> PortMapping.Protocol.SCTP;
      default -> PortMapping.Protocol.TCP;
    };
  }

  private static Map<String, String> sysctls(PodSpec spec) {
    Map<String, String> sysctls = new LinkedHashMap<>();
    PodSecurityContext security = spec.securityContext();
    List<Sysctl> wanted = security == null ? List.of() : security.sysctls();
    wanted.forEach(one -> sysctls.put(String.valueOf(one.name()), String.valueOf(one.value())));
    return sysctls;
  }

  private static List<MemoryVolume> memoryVolumes(PodSpec spec, PodNode node) {
    Long group = spec.securityContext() == null ? null : spec.securityContext().fsGroup();
    int mode = group == null ? OPEN_TO_ALL : 02000 | OPEN_TO_ALL;
    return spec.volumes().stream()
        .filter(SandboxSpecs::isInMemory)
        .map(
            volume ->
                new MemoryVolume(
                    String.valueOf(volume.name()), size(volume, spec, node), mode, group))
        .toList();
  }

  private static boolean isInMemory(Volume volume) {
    return volume.emptyDir() != null && "Memory".equals(volume.emptyDir().medium());
  }

  /** The smallest of its own limit, the pod's memory limit, and what the node offers; 0 if none. */
  private static long size(Volume volume, PodSpec spec, PodNode node) {
    Quantity own = volume.emptyDir() == null ? null : volume.emptyDir().sizeLimit();
    return Stream.of(
            own == null ? 0 : own.toLong(),
            memoryLimit(spec),
            node.allocatable().getOrDefault("memory", Quantity.ZERO).toLong())
        .filter(bytes -> bytes > 0)
        .reduce(Math::min)
        .orElse(0L);
  }

  /** The sum over the containers; 0 if one of them has none. */
  private static long memoryLimit(PodSpec spec) {
    List<Long> limits =
        spec.containers().stream()
            .map(container -> container.resources())
            .map(resources -> resources == null ? null : resources.limits().get("memory"))
            .map(limit -> limit == null ? 0L : limit.toLong())
            .toList();
    return limits.contains(0L) ? 0 : limits.stream().mapToLong(Long::longValue).sum();
  }
}
