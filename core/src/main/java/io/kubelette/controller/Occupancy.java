package io.kubelette.controller;

import io.kubelette.fit.AllocatedPod;
import io.kubelette.fit.NodeLoad;
import io.kubelette.model.Pod;
import io.kubelette.model.PodKey;
import java.util.HashMap;
import java.util.Map;

/**
 * Which pods are on which node, and so what is taken of each.
 *
 * <p>Owned by: the scheduler's loop.
 */
final class Occupancy {

  /** Where a pod is, and under which uid it is counted there. */
  private record Seat(String node, String uid) {}

  private final Map<PodKey, Seat> seats = new HashMap<>();
  private final Map<String, NodeLoad> loads = new HashMap<>();

  /**
   * The pod is on that node, wherever it was before.
   *
   * @return whether others may have more room by that
   */
  boolean put(Pod pod, String node) {
    Seat seat = new Seat(node, String.valueOf(pod.metadata().uid()));
    Seat before = seats.put(PodKey.of(pod), seat);
    boolean moved = before != null && !before.equals(seat);
    if (moved) {
      leave(before);
    }
    NodeLoad load = loads.computeIfAbsent(node, any -> new NodeLoad());
    return load.put(isBeyondItsNode(pod) ? AllocatedPod.of(pod) : pod) || moved;
  }

  /** Kubernetes: what a node can never give does not count, what it may give later does. */
  private static boolean isBeyondItsNode(Pod pod) {
    return pod.status().conditions().stream()
        .anyMatch(
            each -> "PodResizePending".equals(each.type()) && "Infeasible".equals(each.reason()));
  }

  /**
   * The pod is on no node.
   *
   * @return whether it was on one
   */
  boolean remove(PodKey pod) {
    Seat before = seats.remove(pod);
    if (before != null) {
      leave(before);
    }
    return before != null;
  }

  /** What the node's pods take of it; not to be changed. */
  NodeLoad of(String node) {
    return loads.getOrDefault(node, new NodeLoad());
  }

  private void leave(Seat seat) {
    NodeLoad load = of(seat.node());
    load.remove(seat.uid());
    if (load.requested("pods").signum() == 0) {
      loads.remove(seat.node());
    }
  }
}
