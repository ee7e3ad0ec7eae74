package io.kubelette.controller;

import io.kubelette.model.PodKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which pods are on which node, and so how many each node has.
 *
 * <p>Owned by: the scheduler's loop.
 */
final class Occupancy {

  private final Map<PodKey, String> nodes = new HashMap<>();
  private final Map<String, Integer> pods = new HashMap<>();
  private final Map<String, Integer> view = Collections.unmodifiableMap(pods);

  /** The pod is on that node, wherever it was before. */
  void put(PodKey pod, String node) {
    String before = nodes.put(pod, node);
    if (!node.equals(before)) {
      leave(before);
      pods.merge(node, 1, Integer::sum);
    }
  }

  /** The pod is on no node. */
  void remove(PodKey pod) {
    leave(nodes.remove(pod));
  }

  /** How many pods each node has; a view, without the nodes that have none. */
  Map<String, Integer> pods() {
    return view;
  }

  private void leave(@Nullable String node) {
    if (node != null) {
      pods.computeIfPresent(node, (name, count) -> count == 1 ? null : count - 1);
    }
  }
}
