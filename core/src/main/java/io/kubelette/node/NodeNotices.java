package io.kubelette.node;

import io.kubelette.model.NodeCondition;
import io.kubelette.model.NodeStatus;
import io.kubelette.model.NodeSystemInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events that a new status of a node gives rise to. Pure. */
final class NodeNotices {

  /** The reasons of the events, by the reasons of the conditions. */
  private static final Map<String, String> REASONS =
      Map.of(
          "KubeletHasSufficientMemory", "NodeHasSufficientMemory",
          "KubeletHasInsufficientMemory", "NodeHasInsufficientMemory",
          "KubeletHasNoDiskPressure", "NodeHasNoDiskPressure",
          "KubeletHasDiskPressure", "NodeHasDiskPressure",
          "KubeletHasSufficientPID", "NodeHasSufficientPID",
          "KubeletHasInsufficientPID", "NodeHasInsufficientPID",
          "KubeletReady", "NodeReady",
          "KubeletNotReady", "NodeNotReady");

  /** An event to be; a warning if somebody should look at it. */
  record Notice(Weight weight, String reason, String message) {}

  enum Weight {
    NORMAL,
    WARNING
  }

  private NodeNotices() {}

  static List<Notice> between(String node, NodeStatus before, NodeStatus after) {
    List<Notice> notices = new ArrayList<>();
    String boot = boot(after);
    if (!boot(before).isEmpty() && !boot(before).equals(boot)) {
      String message = "Node %s has been rebooted, boot id: %s".formatted(node, boot);
      notices.add(new Notice(Weight.WARNING, "Rebooted", message));
    }
    for (NodeCondition condition : after.conditions()) {
      String reason = REASONS.get(String.valueOf(condition.reason()));
      if (reason != null && flips(before, condition)) {
        String message = "Node %s status is now: %s".formatted(node, reason);
        notices.add(new Notice(Weight.NORMAL, reason, message));
      }
    }
    return notices;
  }

  private static boolean flips(NodeStatus before, NodeCondition condition) {
    Optional<NodeCondition> earlier =
        NodeConditions.find(before.conditions(), String.valueOf(condition.type()));
    return !earlier.map(NodeCondition::status).equals(Optional.ofNullable(condition.status()));
  }

  private static String boot(NodeStatus status) {
    NodeSystemInfo system = status.nodeInfo();
    return system == null || system.bootID() == null ? "" : system.bootID();
  }
}
