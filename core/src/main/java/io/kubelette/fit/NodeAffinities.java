package io.kubelette.fit;

import io.kubelette.model.Affinity;
import io.kubelette.model.Node;
import io.kubelette.model.NodeAffinity;
import io.kubelette.model.NodeSelector;
import io.kubelette.model.NodeSelectorRequirement;
import io.kubelette.model.NodeSelectorTerm;
import io.kubelette.model.PodSpec;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Whether a node is one of those that a pod asks for. Pure. */
public final class NodeAffinities {

  private NodeAffinities() {}

  public static boolean match(PodSpec spec, Node node) {
    Map<String, String> labels = node.metadata().labels();
    if (!labels.entrySet().containsAll(spec.nodeSelector().entrySet())) {
      return false;
    }
    NodeSelector required = required(spec.affinity());
    return required == null
        || required.nodeSelectorTerms().stream().anyMatch(term -> matches(term, node));
  }

  private static @Nullable NodeSelector required(@Nullable Affinity affinity) {
    NodeAffinity ofNode = affinity == null ? null : affinity.nodeAffinity();
    return ofNode == null ? null : ofNode.requiredDuringSchedulingIgnoredDuringExecution();
  }

  /** A term without any requirement matches nothing. */
  private static boolean matches(NodeSelectorTerm term, Node node) {
    if (term.matchExpressions().isEmpty() && term.matchFields().isEmpty()) {
      return false;
    }
    Map<String, String> labels = node.metadata().labels();
    return term.matchExpressions().stream()
            .allMatch(each -> matches(each, labels.get(String.valueOf(each.key()))))
        && term.matchFields().stream()
            .allMatch(
                each ->
                    "metadata.name".equals(each.key()) && matches(each, node.metadata().name()));
  }

  private static boolean matches(NodeSelectorRequirement wanted, @Nullable String value) {
    return switch (String.valueOf(wanted.operator())) {
      case "In" -> value != null && wanted.values().contains(value);
      case "NotIn" -> value == null || !wanted.values().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      case "Gt" -> compare(value, wanted) > 0;
      case "Lt" -> compare(value, wanted) < 0;
      default -> false;
    };
  }

  /** Zero, so that it is neither greater nor less, where one of them is no number. */
  private static int compare(@Nullable String value, NodeSelectorRequirement wanted) {
    OptionalLong own = number(value);
    OptionalLong limit =
        wanted.values().size() == 1 ? number(wanted.values().get(0)) : number(null);
    return own.isEmpty() || limit.isEmpty() ? 0 : Long.compare(own.getAsLong(), limit.getAsLong());
  }

  private static OptionalLong number(@Nullable String text) {
    try {
      return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException word) {
      return OptionalLong.empty();
    }
  }
}
