package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Where the user would do it. */
@Shape
public record SelfSubjectRulesReviewSpec(@Nullable String namespace)
    implements SelfSubjectRulesReviewSpecBuilder.With {
  /** Nothing set. */
  public static final SelfSubjectRulesReviewSpec EMPTY =
      SelfSubjectRulesReviewSpecBuilder.builder().build();
}
