package io.kubelette.node;

import io.kubelette.model.Node;
import io.kubelette.model.NodeBuilder;
import io.kubelette.model.NodeSpec;
import io.kubelette.model.ObjectMeta;
import io.kubelette.runtime.MachineFacts;
import java.util.LinkedHashMap;
import java.util.Map;

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
