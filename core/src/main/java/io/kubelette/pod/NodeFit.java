package io.kubelette.pod;

import io.kubelette.api.FieldError;
import io.kubelette.api.Sysctls;
import io.kubelette.fit.NodeAffinities;
import io.kubelette.fit.NodeLoad;
import io.kubelette.fit.NodeRoom;
import io.kubelette.fit.Tolerations;
import io.kubelette.model.Node;
import io.kubelette.model.NodeCondition;
import io.kubelette.model.Pod;
import io.kubelette.model.PodOS;
import io.kubelette.model.PodSecurityContext;
import io.kubelette.model.Quantity;
import io.kubelette.model.Sysctl;
import io.kubelette.model.Taint;
import io.kubelette.model.TaintBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a node takes a pod, and if not, why: the kubelet's checks, in its order and in its words.
 * Pure.
 *
 * @param node as the API knows it
 * @param load what its active pods take of it
 * @param config what it allows
 */
record NodeFit(Node node, NodeLoad load, AdmissionConfig config) {

  private static final List<String> PRESSURES =
      List.of("MemoryPressure", "DiskPressure", "PIDPressure");
  private static final String OS = "kubernetes.io/os";
  private static final Taint MEMORY_PRESSURE =
      TaintBuilder.builder().key("node.kubernetes.io/memory-pressure").effect("NoSchedule").build();

  /** The first reason why the node does not take the pod; empty if it does. */
  Optional<Rejection> rejectionOf(Pod pod) {
    return Optional.<Rejection>empty()
        .or(() -> underPressure(pod))
        .or(() -> forbiddenSysctl(pod))
        .or(() -> againstPolicy(pod))
        .or(() -> operatingSystem(pod))
        .or(() -> shortages(pod).keySet().stream().findFirst().map(each -> tooMuch(pod, each)))
        .or(() -> predicates(pod));
  }

  /** Why the pod is not taken however much room is made for it; empty if that would help. */
  Optional<Rejection> rejectionBesideResources(Pod pod) {
    return Optional.<Rejection>empty()
        .or(() -> underPressure(pod))
        .or(() -> forbiddenSysctl(pod))
        .or(() -> againstPolicy(pod))
        .or(() -> operatingSystem(pod))
        .or(() -> predicates(pod));
  }

  /** By resource, how much is missing; what the node does not have at all is not asked for. */
  Map<String, Quantity> shortages(Pod pod) {
    Map<String, Quantity> shortages = room().shortages(pod);
    Set<String> known = node.status().allocatable().keySet();
    shortages.keySet().removeIf(each -> !NodeRoom.isNative(each) && !known.contains(each));
    return shortages;
  }

  private NodeRoom room() {
    return new NodeRoom(node, load);
  }

  private Rejection tooMuch(Pod pod, String resource) {
    String message =
        "Node didn't have enough resource: %s, requested: %d, used: %d, capacity: %d"
            .formatted(
                resource,
                amount(resource, room().wanted(pod).getOrDefault(resource, Quantity.ZERO)),
                amount(resource, load.requested(resource)),
                amount(resource, room().allocatable(resource)));
    return new Rejection("OutOf" + resource, message);
  }

  /** Processors are told in thousandths. */
  static long amount(String resource, Quantity quantity) {
    return resource.equals("cpu") ? quantity.toMillis() : quantity.toLong();
  }

  private Optional<Rejection> underPressure(Pod pod) {
    List<String> pressures =
        node.status().conditions().stream()
            .filter(each -> "True".equals(each.status()))
            .map(NodeCondition::type)
            .filter(PRESSURES::contains)
            .toList();
    if (pressures.isEmpty() || CriticalPods.isCritical(pod)) {
      return Optional.empty();
    }
    boolean bears =
        !"BestEffort".equals(pod.status().qosClass())
            || Tolerations.tolerate(pod.spec().tolerations(), MEMORY_PRESSURE);
    if (pressures.equals(List.of("MemoryPressure")) && bears) {
      return Optional.empty();
    }
    String list = "[" + String.join(" ", pressures) + "]";
    return Optional.of(new Rejection("Evicted", "The node had condition: " + list + ". "));
  }

  private Optional<Rejection> forbiddenSysctl(Pod pod) {
    PodSecurityContext context = pod.spec().securityContext();
    if (context == null) {
      return Optional.empty();
    }
    for (Sysctl sysctl : context.sysctls()) {
      String name = String.valueOf(sysctl.name());
      if (!Sysctls.isSafe(name) && !Sysctls.isAllowed(name, config.unsafeSysctls())) {
        return Optional.of(
            new Rejection("SysctlForbidden", "forbidden sysctl: \"" + name + "\" not allowlisted"));
      }
    }
    return Optional.empty();
  }

  private Optional<Rejection> againstPolicy(Pod pod) {
    List<FieldError> excesses = config.policy().violations(pod);
    return excesses.isEmpty()
        ? Optional.empty()
        : Optional.of(new Rejection("PodSecurityForbidden", config.policy().refusal(excesses)));
  }

  private Optional<Rejection> operatingSystem(Pod pod) {
    String own = node.metadata().labels().getOrDefault(OS, "");
    String selected = pod.spec().nodeSelector().get(OS);
    if (selected != null && !own.isEmpty() && !selected.equals(own)) {
      return Optional.of(
          new Rejection(
              "PodOSSelectorNodeLabelDoesNotMatch",
              "Failed to admit pod as the `kubernetes.io/os` label doesn't match node label"));
    }
    PodOS os = pod.spec().os();
    boolean other = os != null && os.name() != null && !own.isEmpty() && !own.equals(os.name());
    return other
        ? Optional.of(
            new Rejection(
                "PodOSNotSupported", "Failed to admit pod as the OS field doesn't match node OS"))
        : Optional.empty();
  }

  private Optional<Rejection> predicates(Pod pod) {
    if (!NodeAffinities.match(pod.spec(), node)) {
      return Optional.of(
          Rejection.predicate("NodeAffinity", "node(s) didn't match Pod's node affinity/selector"));
    }
    String wanted = pod.spec().nodeName();
    if (wanted != null && !wanted.isEmpty() && !wanted.equals(node.metadata().name())) {
      return Optional.of(
          Rejection.predicate("NodeName", "node(s) didn't match the requested node name"));
    }
    if (!room().hasPortsFor(pod)) {
      return Optional.of(
          Rejection.predicate(
              "NodePorts", "node(s) didn't have free ports for the requested pod ports"));
    }
    boolean repelled =
        !StaticPods.isStatic(pod)
            && node.spec().taints().stream()
                .filter(taint -> "NoExecute".equals(taint.effect()))
                .anyMatch(taint -> !Tolerations.tolerate(pod.spec().tolerations(), taint));
    return repelled
        ? Optional.of(
            Rejection.predicate(
                "TaintToleration", "node(s) had taints that the pod didn't tolerate"))
        : Optional.empty();
  }
}
