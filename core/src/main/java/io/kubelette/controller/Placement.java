package io.kubelette.controller;

import io.kubelette.fit.NodeAffinities;
import io.kubelette.fit.NodeLoad;
import io.kubelette.fit.NodeRoom;
import io.kubelette.fit.Priority;
import io.kubelette.fit.Tolerations;
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

  /** Kubernetes: what a node that is not ready is tainted with. */
  private static final Taint NOT_READY =
      TaintBuilder.builder().key("node.kubernetes.io/not-ready").effect("NoSchedule").build();

  /**
   * Whether a pod that found no place may find one after this change of a node.
   *
   * <p>A node writes its status every few seconds; most of these writes change nothing here.
   */
  static boolean isAffected(Node before, Node now) {
    return !before.spec().equals(now.spec())
        || !before.metadata().labels().equals(now.metadata().labels())
        || !before.status().allocatable().equals(now.status().allocatable())
        || isReady(before) != isReady(now);
  }

  /**
   * Of the nodes that are fit, the one with the fewest pods; one with taints that say so is taken
   * only if there is no other.
   *
   * @param occupancy what the pods of each node take of it
   */
  static Placement of(Pod pod, List<Node> nodes, Occupancy occupancy) {
    Map<String, Integer> reasons = new LinkedHashMap<>();
    Optional<String> chosen =
        nodes.stream()
            .filter(node -> isFit(pod, room(node, occupancy), reasons))
            .min(
                Comparator.comparingLong((Node node) -> unwelcome(pod, node))
                    .thenComparing(node -> occupancy.of(name(node)).requested("pods"))
                    .thenComparing(Placement::name))
            .map(Placement::name);
    return new Placement(chosen, chosen.isPresent() ? "" : refusal(nodes.size(), reasons));
  }

  /**
   * Whether no node takes one more pod, whatever it asks for: then who only has to know that need
   * not look at all else. Nodes make room for pods of the system.
   */
  static boolean isHopeless(Pod pod, List<Node> nodes, Occupancy occupancy) {
    return !Priority.isSystemCritical(pod)
        && nodes.stream().map(node -> room(node, occupancy)).allMatch(Placement::isFull);
  }

  private static boolean isFull(NodeRoom room) {
    return room.load().requested("pods").compareTo(room.allocatable("pods")) >= 0;
  }

  private static NodeRoom room(Node node, Occupancy occupancy) {
    return new NodeRoom(node, occupancy.of(name(node)));
  }

  private static boolean isFit(Pod pod, NodeRoom room, Map<String, Integer> reasons) {
    List<String> misfits = misfits(pod, room);
    misfits.forEach(why -> reasons.merge(why, 1, Integer::sum));
    return misfits.isEmpty();
  }

  /** Why the node is not fit: of one kind, the first that Kubernetes looks at. */
  private static List<String> misfits(Pod pod, NodeRoom room) {
    Node node = room.node();
    boolean unschedulable = Boolean.TRUE.equals(node.spec().unschedulable());
    if (unschedulable && !Tolerations.tolerate(pod.spec().tolerations(), UNSCHEDULABLE)) {
      return List.of("node(s) were unschedulable");
    }
    Optional<Taint> taint = untolerated(pod, node, Set.of("NoSchedule", "NoExecute")).findFirst();
    if (taint.isPresent()) {
      String value = taint.get().value() == null ? "" : taint.get().value();
      return List.of("node(s) had untolerated taint {%s: %s}".formatted(taint.get().key(), value));
    }
    if (!NodeAffinities.match(pod.spec(), node)) {
      return List.of("node(s) didn't match Pod's node affinity/selector");
    }
    if (!room.hasPortsFor(pod)) {
      return List.of("node(s) didn't have free ports for the requested pod ports");
    }
    return shortages(pod, Priority.isSystemCritical(pod) ? withoutOthers(room) : room);
  }

  /** For a pod of a system its node makes others leave. */
  private static NodeRoom withoutOthers(NodeRoom room) {
    List<Pod> stay = room.load().pods().stream().filter(Priority::isSystemCritical).toList();
    return new NodeRoom(room.node(), NodeLoad.of(stay));
  }

  private static List<String> shortages(Pod pod, NodeRoom room) {
    return room.shortages(pod).keySet().stream()
        .map(each -> each.equals("pods") ? "Too many pods" : "Insufficient " + each)
        .toList();
  }

  private static long unwelcome(Pod pod, Node node) {
    return untolerated(pod, node, Set.of("PreferNoSchedule")).count();
  }

  private static Stream<Taint> untolerated(Pod pod, Node node, Set<String> effects) {
    Stream<Taint> own = isReady(node) ? Stream.empty() : Stream.of(NOT_READY);
    return Stream.concat(own, node.spec().taints().stream())
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
            .sorted()
            .collect(Collectors.joining(", "));
    return "0/" + count + " nodes are available: " + list + ".";
  }
}
