package io.kubelette.node;

import io.kubelette.model.Node;
import io.kubelette.model.NodeBuilder;
import io.kubelette.model.NodeSpec;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Taint;
import io.kubelette.runtime.MachineFacts;
import io.kubelette.runtime.Pressure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The Node that is created, or what one that exists is to become. Pure.
 *
 * <p>A Node that exists keeps whatever others made of it: labels, annotations, taints, and whether
 * it is unschedulable.
 */
final class NodeRegistration {

  private NodeRegistration() {}

  static Node created(NodeConfig config, MachineFacts facts) {
    return NodeBuilder.builder()
        .metadata(ObjectMeta.EMPTY.withName(config.name()).withLabels(labels(config, facts)))
        .spec(NodeSpec.EMPTY.withTaints(config.taints()))
        .build();
  }

  /** With a taint for each resource that is short, and none for the others. */
  static Node tainted(Node node, Set<Pressure> pressures) {
    List<Taint> taints = new ArrayList<>(node.spec().taints());
    for (PressureCondition each : PressureCondition.values()) {
      Predicate<Taint> same =
          taint ->
              each.taint().key().equals(taint.key())
                  && each.taint().effect().equals(taint.effect());
      if (!each.holds(pressures)) {
        taints.removeIf(same);
      } else if (taints.stream().noneMatch(same)) {
        taints.add(each.taint());
      }
    }
    return taints.equals(node.spec().taints())
        ? node
        : node.withSpec(node.spec().withTaints(taints));
  }

  static Node reconciled(Node present, NodeConfig config, MachineFacts facts) {
    Map<String, String> labels = new LinkedHashMap<>(present.metadata().labels());
    labels.putAll(labels(config, facts));
    return present.withMetadata(present.metadata().withLabels(labels));
  }

  private static Map<String, String> labels(NodeConfig config, MachineFacts facts) {
    String os = String.valueOf(facts.system().operatingSystem());
    String architecture = String.valueOf(facts.system().architecture());
    Map<String, String> labels = new LinkedHashMap<>(config.labels());
    labels.put("beta.kubernetes.io/arch", architecture);
    labels.put("beta.kubernetes.io/os", os);
    labels.put("kubernetes.io/arch", architecture);
    labels.put("kubernetes.io/hostname", config.name());
    labels.put("kubernetes.io/os", os);
    return labels;
  }
}
