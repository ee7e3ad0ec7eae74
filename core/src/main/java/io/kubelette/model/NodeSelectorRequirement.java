package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One condition on a label or a field of a node.
 *
 * @param operator In, NotIn, Exists, DoesNotExist, Gt or Lt
 */
@Shape
public record NodeSelectorRequirement(
    @Nullable String key, @Nullable String operator, List<String> values)
    implements NodeSelectorRequirementBuilder.With {
  public NodeSelectorRequirement {
    values = Frozen.list(values);
  }
}
