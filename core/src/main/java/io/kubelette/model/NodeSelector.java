package io.kubelette.model;

import java.util.List;

/** Nodes that match any of the terms. */
@Shape
public record NodeSelector(List<NodeSelectorTerm> nodeSelectorTerms)
    implements NodeSelectorBuilder.With {
  public NodeSelector {
    nodeSelectorTerms = Frozen.list(nodeSelectorTerms);
  }
}
