package io.kubelette.controller;

import io.kubelette.api.Pods;
import io.kubelette.model.Node;
import io.kubelette.model.NodeCondition;
import io.kubelette.model.Pod;
import java.util.Collections;
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
   * @param pods all pods, for how many each node has
   */
  static Placement of(Pod pod, List<Node> nodes, List<Pod> pods) {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    List<String> fit =
        nodes.stream()
            .filter(node -> isFit(pod, node, reasons))
            .map(node -> String.valueOf(node.metadata().name()))
            .sorted()
            .toList();
    return fit.isEmpty()
        ? new Placement(Optional.empty(), refusal(nodes.size(), reasons))
        : new Placement(Optional.of(fit.size() == 1 ? fit.get(0) : leastLoaded(fit, pods)), "");
  }

  private static String leastLoaded(List<String> names, List<Pod> pods) {
    Map<String, Long> load =
        pods.stream()
            .filter(pod -> pod.spec().nodeName() != null && !Pods.isTerminal(pod))
            .collect(Collectors.groupingBy(pod -> pod.spec().nodeName(), Collectors.counting()));
    return Collections.min(names, Comparator.comparingLong(name -> load.getOrDefault(name, 0L)));
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
