package io.kubelette.model;

import java.util.List;

/** Nodes that match all of the expressions. */
@Shape
public record NodeSelectorTerm(
    @Carried List<NodeSelectorRequirement> matchExpressions,
    @Carried List<NodeSelectorRequirement> matchFields)
    implements NodeSelectorTermBuilder.With {
  public NodeSelectorTerm {
    matchExpressions = Frozen.list(matchExpressions);
    matchFields = Frozen.list(matchFields);
  }
}
