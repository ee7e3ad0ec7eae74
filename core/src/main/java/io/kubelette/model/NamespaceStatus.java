package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a namespace is in use or on its way out. */
@Shape
public record NamespaceStatus(
    @Carried @Nullable String phase, @Carried List<NamespaceCondition> conditions)
    implements NamespaceStatusBuilder.With {
  /** Nothing set. */
  public static final NamespaceStatus EMPTY = NamespaceStatusBuilder.builder().build();

  public NamespaceStatus {
    conditions = Frozen.list(conditions);
  }
}
