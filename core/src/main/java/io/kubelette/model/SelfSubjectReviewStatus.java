package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Who the asking user is. */
@Shape
public record SelfSubjectReviewStatus(@Nullable UserInfo userInfo)
    implements SelfSubjectReviewStatusBuilder.With {
  /** Nothing set. */
  public static final SelfSubjectReviewStatus EMPTY =
      SelfSubjectReviewStatusBuilder.builder().build();
}
