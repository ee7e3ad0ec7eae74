package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The answer to an access review. */
@Shape
public record SubjectAccessReviewStatus(
    @Nullable Boolean allowed,
    @Nullable Boolean denied,
    @Nullable String evaluationError,
    @Nullable String reason)
    implements SubjectAccessReviewStatusBuilder.With {
  /** Nothing set. */
  public static final SubjectAccessReviewStatus EMPTY =
      SubjectAccessReviewStatusBuilder.builder().build();
}
