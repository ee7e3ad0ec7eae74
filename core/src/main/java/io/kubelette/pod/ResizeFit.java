package io.kubelette.pod;

import io.kubelette.fit.NodeLoad;
import io.kubelette.fit.NodeRoom;
import io.kubelette.fit.PodRequests;
import io.kubelette.model.Node;
import io.kubelette.model.Pod;
import io.kubelette.model.PodSpec;
import io.kubelette.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a pod of a node can have other amounts of cpu and memory, in the kubelet's words. Pure.
 *
 * @param node as the API knows it; null before it is known, when everything fits
 * @param load what the node's pods have, this one included
 * @param ability whether the node can change what running containers may use
 */
record ResizeFit(@Nullable Node node, NodeLoad load, Ability ability) {

  /** Whether the node can change what running containers may use. */
  enum Ability {
    RESIZES,
    NONE
  }

  /** Never while the node is as it is. */
  static final String INFEASIBLE = "Infeasible";

  /** Not while others have what it asks for. */
  static final String DEFERRED = "Deferred";

  /** Why not; empty if it can. */
  Optional<Rejection> rejectionOf(Pod wanted, PodSpec own) {
    if (ability == Ability.NONE) {
      return Optional.of(
          new Rejection(
              INFEASIBLE, "The runtime cannot change what containers may use while they run"));
    }
    if (node == null) {
      return Optional.empty();
    }
    NodeRoom room = new NodeRoom(node, load);
    Map<String, Quantity> before = PodRequests.of(own);
    Map<String, Quantity> after = PodRequests.of(wanted.spec());
    for (String resource : List.of("memory", "cpu")) {
      Quantity asked = after.getOrDefault(resource, Quantity.ZERO);
      Quantity capacity = room.allocatable(resource);
      if (asked.compareTo(capacity) > 0) {
        String message =
            "Node didn't have enough capacity: %s, requested: %d, capacity: %d"
                .formatted(
                    resource, NodeFit.amount(resource, asked), NodeFit.amount(resource, capacity));
        return Optional.of(new Rejection(INFEASIBLE, message));
      }
    }
    for (String resource : List.of("cpu", "memory")) {
      Quantity asked = after.getOrDefault(resource, Quantity.ZERO);
      Quantity had = before.getOrDefault(resource, Quantity.ZERO);
      Quantity others = load.requested(resource).minus(had);
      Quantity capacity = room.allocatable(resource);
      if (asked.compareTo(had) > 0 && others.plus(asked).compareTo(capacity) > 0) {
        String message =
            "Node didn't have enough resource: %s, requested: %d, used: %d, capacity: %d"
                .formatted(
                    resource,
                    NodeFit.amount(resource, asked),
                    NodeFit.amount(resource, others),
                    NodeFit.amount(resource, capacity));
        return Optional.of(new Rejection(DEFERRED, message));
      }
    }
    return Optional.empty();
  }
}
