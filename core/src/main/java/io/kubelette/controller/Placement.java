package io.kubelette.controller;

import io.kubelette.api.Tolerations;
import io.kubelette.model.Node;
import io.kubelette.model.NodeCondition;
import io.kubelette.model.Pod;
import io.kubelette.model.Taint;
import io.kubelette.model.TaintBuilder;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a pod goes, or why it can go nowhere. Pure.
 *
 * @param node the chosen node's name, if there is one
 * @param refusal why no node is fit, in the words of Kubernetes' scheduler; empty if one is
 */
record Placement(Optional<String> node, String refusal) {

  /** Kubernetes: what a node that takes no pods is tainted with. */
  private static final Taint UNSCHEDULABLE =
      TaintBuilder.builder().key("node.kubernetes.io/unschedulable").effect("NoSchedule").build();

  /**
   * Of the nodes that are fit, the one with the fewest pods; one with taints that say so is taken
   * only if there is no other.
   *
   * @param load how many pods each node has, by its name
   */
  static Placement of(Pod pod, List<Node> nodes, Map<String, Integer> load) {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    Optional<String> chosen =
        nodes.stream()
            .filter(node -> isFit(pod, node, reasons))
            .min(
                Comparator.comparingLong((Node node) -> unwelcome(pod, node))
                    .thenComparingInt(node -> load.getOrDefault(name(node), 0))
                    .thenComparing(Placement::name))
            .map(Placement::name);
    return new Placement(chosen, chosen.isPresent() ? "" : refusal(nodes.size(), reasons));
  }

  private static boolean isFit(Pod pod, Node node, Map<String, Integer> reasons) {
    Optional<String> reason = misfit(pod, node);
    reason.ifPresent(why -> reasons.merge(why, 1, Integer::sum));
    return reason.isEmpty();
  }

  private static Optional<String> misfit(Pod pod, Node node) {
    boolean unschedulable = Boolean.TRUE.equals(node.spec().unschedulable());
    if (unschedulable && !Tolerations.tolerate(pod.spec().tolerations(), UNSCHEDULABLE)) {
      return Optional.of("node(s) were unschedulable");
    }
    if (!isReady(node)) {
      return Optional.of("node(s) were not ready");
    }
    Optional<Taint> taint = untolerated(pod, node, Set.of("NoSchedule", "NoExecute")).findFirst();
    if (taint.isPresent()) {
      String value = taint.get().value() == null ? "" : taint.get().value();
      return Optional.of(
          "node(s) had untolerated taint {%s: %s}".formatted(taint.get().key(), value));
    }
    boolean selected =
        node.metadata().labels().entrySet().containsAll(pod.spec().nodeSelector().entrySet());
    return selected
        ? Optional.empty()
        : Optional.of("node(s) didn't match Pod's node affinity/selector");
  }

  private static long unwelcome(Pod pod, Node node) {
    return untolerated(pod, node, Set.of("PreferNoSchedule")).count();
  }

  private static Stream<Taint> untolerated(Pod pod, Node node, Set<String> effects) {
    return node.spec().taints().stream()
        .filter(taint -> effects.contains(String.valueOf(taint.effect())))
        .filter(taint -> !Tolerations.tolerate(pod.spec().tolerations(), taint));
  }

  private static String name(Node node) {
    return String.valueOf(node.metadata().name());
  }

  private static boolean isReady(Node node) {
    return node.status().conditions().stream()
        .filter(condition -> "Ready".equals(condition.type()))
        .map(NodeCondition::status)
        .anyMatch("True"::equals);
  }

  private static String refusal(int count, Map<String, Integer> reasons) {
    if (count == 0) {
      return "no nodes available to schedule pods";
    }
    String list =
        reasons.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return "0/" + count + " nodes are available: " + list + ".";
  }
}
