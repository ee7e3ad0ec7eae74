package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One condition on a label. */
@Shape
public record LabelSelectorRequirement(
    @Carried @Nullable String key, @Carried @Nullable String operator, @Carried List<String> values)
    implements LabelSelectorRequirementBuilder.With {
  public LabelSelectorRequirement {
    values = Frozen.list(values);
  }
}
