package io.kubelette.node;

import io.kubelette.model.NodeCondition;
import io.kubelette.model.NodeConditionBuilder;
import io.kubelette.runtime.Pressure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The conditions of a node: pressures first, {@code Ready} last, as the kubelet sets them. Pure.
 *
 * <p>Every report moves {@code lastHeartbeatTime}; only a flip of the status moves {@code
 * lastTransitionTime}. Conditions that others set stay where they are.
 */
final class NodeConditions {

  static final String READY = "Ready";

  private NodeConditions() {}

  static List<NodeCondition> after(
      List<NodeCondition> before, Set<Pressure> pressures, List<String> faults, Instant now) {
    List<NodeCondition> conditions = new ArrayList<>(before);
    for (PressureCondition each : PressureCondition.values()) {
      set(conditions, statement(each.type(), each.holds(pressures), each.words(pressures)), now);
    }
    set(conditions, statement(READY, faults.isEmpty(), readiness(faults)), now);
    return List.copyOf(conditions);
  }

  static Optional<NodeCondition> find(List<NodeCondition> conditions, String type) {
    return conditions.stream().filter(each -> type.equals(each.type())).findFirst();
  }

  private static PressureCondition.Words readiness(List<String> faults) {
    if (faults.isEmpty()) {
      return new PressureCondition.Words("KubeletReady", "kubelet is posting ready status");
    }
    String message = faults.size() == 1 ? faults.get(0) : "[" + String.join(", ", faults) + "]";
    return new PressureCondition.Words("KubeletNotReady", message);
  }

  private static NodeCondition statement(
      String type, boolean holds, PressureCondition.Words words) {
    return NodeConditionBuilder.builder()
        .type(type)
        .status(holds ? "True" : "False")
        .reason(words.reason())
        .message(words.message())
        .build();
  }

  private static void set(List<NodeCondition> conditions, NodeCondition next, Instant now) {
    Instant seconds = now.truncatedTo(ChronoUnit.SECONDS);
    for (int i = 0; i < conditions.size(); i++) {
      NodeCondition before = conditions.get(i);
      if (next.type() != null && next.type().equals(before.type())) {
        boolean flips = !String.valueOf(next.status()).equals(before.status());
        Instant transition = flips ? seconds : before.lastTransitionTime();
        conditions.set(i, next.withLastHeartbeatTime(seconds).withLastTransitionTime(transition));
        return;
      }
    }
    conditions.add(next.withLastHeartbeatTime(seconds).withLastTransitionTime(seconds));
  }
}
