package io.kubelette.controller;

import io.kubelette.model.Node;
import io.kubelette.model.NodeCondition;
import io.kubelette.model.Pod;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a pod goes, or why it can go nowhere. Pure.
 *
 * @param node the chosen node's name, if there is one
 * @param refusal why no node is fit, in the words of Kubernetes' scheduler; empty if one is
 */
record Placement(Optional<String> node, String refusal) {

  /**
   * Of the nodes that are fit, the one with the fewest pods.
   *
   * @param load how many pods each node has, by its name
   */
  static Placement of(Pod pod, List<Node> nodes, Map<String, Integer> load) {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    Optional<String> chosen =
        nodes.stream()
            .filter(node -> isFit(pod, node, reasons))
            .map(node -> String.valueOf(node.metadata().name()))
            .min(
                Comparator.comparingInt((String name) -> load.getOrDefault(name, 0))
                    .thenComparing(Comparator.naturalOrder()));
    return new Placement(chosen, chosen.isPresent() ? "" : refusal(nodes.size(), reasons));
  }

  private static boolean isFit(Pod pod, Node node, Map<String, Integer> reasons) {
    Optional<String> reason = misfit(pod, node);
    reason.ifPresent(why -> reasons.merge(why, 1, Integer::sum));
    return reason.isEmpty();
  }

  private static Optional<String> misfit(Pod pod, Node node) {
    if (Boolean.TRUE.equals(node.spec().unschedulable())) {
      return Optional.of("node(s) were unschedulable");
    }
    if (!isReady(node)) {
      return Optional.of("node(s) were not ready");
    }
    boolean selected =
        node.metadata().labels().entrySet().containsAll(pod.spec().nodeSelector().entrySet());
    return selected
        ? Optional.empty()
        : Optional.of("node(s) didn't match Pod's node affinity/selector");
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
