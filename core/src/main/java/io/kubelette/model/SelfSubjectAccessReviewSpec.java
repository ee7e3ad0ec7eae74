package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** What is asked: one of the two. */
@Shape
public record SelfSubjectAccessReviewSpec(
    @Nullable NonResourceAttributes nonResourceAttributes,
    @Nullable ResourceAttributes resourceAttributes)
    implements SelfSubjectAccessReviewSpecBuilder.With {
  /** Nothing set. */
  public static final SelfSubjectAccessReviewSpec EMPTY =
      SelfSubjectAccessReviewSpecBuilder.builder().build();
}
