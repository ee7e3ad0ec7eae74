package io.kubelette.model;

import java.util.ArrayList;
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

  /**
   * The same conditions as a query.
   *
   * @throws IllegalArgumentException if a condition is not allowed, such as an unknown operator
   */
  public LabelQuery toQuery() {
    List<LabelRequirement> requirements =
        new ArrayList<>(LabelQuery.of(matchLabels).requirements());
    matchExpressions.forEach(expression -> requirements.add(expression.toRequirement()));
    return new LabelQuery(requirements);
  }

  /**
   * Whether labels meet every condition.
   *
   * @throws IllegalArgumentException as {@link #toQuery} does
   */
  public boolean matches(Map<String, String> labels) {
    return toQuery().matches(labels);
  }
}
