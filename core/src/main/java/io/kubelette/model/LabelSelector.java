package io.kubelette.model;

import java.util.List;
import java.util.Map;

/** Objects whose labels meet every condition; one without conditions selects everything. */
@Shape
public record LabelSelector(
    @Carried Map<String, String> matchLabels,
    @Carried List<LabelSelectorRequirement> matchExpressions)
    implements LabelSelectorBuilder.With {
  public LabelSelector {
    matchLabels = Frozen.map(matchLabels);
    matchExpressions = Frozen.list(matchExpressions);
  }
}
