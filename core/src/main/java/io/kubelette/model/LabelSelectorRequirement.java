package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One condition on a label.
 *
 * @param operator In, NotIn, Exists or DoesNotExist
 */
@Shape
public record LabelSelectorRequirement(
    @Carried @Nullable String key, @Carried @Nullable String operator, @Carried List<String> values)
    implements LabelSelectorRequirementBuilder.With {
  public LabelSelectorRequirement {
    values = Frozen.list(values);
  }

  /** The same condition as a part of a query. */
  LabelRequirement toRequirement() {
    if (key == null || operator == null) {
      throw new IllegalArgumentException("a selector's expression needs a key and an operator");
    }
    return new LabelRequirement(
        key,
        switch (operator) {
          case "In" -> LabelRequirement.Operator.IN;
          case "NotIn" -> LabelRequirement.Operator.NOT_IN;
          case "Exists" -> LabelRequirement.Operator.EXISTS;
          case "DoesNotExist" -> LabelRequirement.Operator.ABSENT;
          default ->
              throw new IllegalArgumentException(
                  "unknown operator '" + operator + "'; write In, NotIn, Exists or DoesNotExist");
        },
        values);
  }
}
