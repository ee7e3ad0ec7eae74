package io.kubelette.model;

import java.util.List;

/** Nodes that match all of the expressions. */
@Shape
public record NodeSelectorTerm(
    List<NodeSelectorRequirement> matchExpressions, List<NodeSelectorRequirement> matchFields)
    implements NodeSelectorTermBuilder.With {
  public NodeSelectorTerm {
    matchExpressions = Frozen.list(matchExpressions);
    matchFields = Frozen.list(matchFields);
  }
}
