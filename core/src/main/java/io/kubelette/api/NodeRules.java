package io.kubelette.api;

import io.kubelette.model.Node;
import io.kubelette.model.Taint;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of nodes. A node may be created with its status: it registers itself. */
final class NodeRules implements KindRules<Node> {

  private static final Set<String> EFFECTS = Set.of("NoSchedule", "PreferNoSchedule", "NoExecute");

  @Override
  public Node updated(Node now, Node wanted) {
    return wanted.withStatus(now.status());
  }

  @Override
  public Optional<Node> statusUpdated(Node now, Node wanted) {
    return Optional.of(now.withStatus(wanted.status()));
  }

  @Override
  public void validate(Node node, Violations violations) {
    List<Taint> taints = node.spec().taints();
    for (int i = 0; i < taints.size(); i++) {
      Violations at = violations.at("spec").at("taints", i);
      Checks.name(taints.get(i).key(), Names::qualifiedName, at.at("key"));
      Checks.required(taints.get(i).effect(), at.at("effect"));
      Checks.oneOf(taints.get(i).effect(), EFFECTS, at.at("effect"));
    }
  }
}
