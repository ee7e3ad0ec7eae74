package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a user may do. */
@Shape
public record SubjectRulesReviewStatus(
    @Nullable String evaluationError,
    @Nullable Boolean incomplete,
    List<NonResourceRule> nonResourceRules,
    List<ResourceRule> resourceRules)
    implements SubjectRulesReviewStatusBuilder.With {
  /** Nothing set. */
  public static final SubjectRulesReviewStatus EMPTY =
      SubjectRulesReviewStatusBuilder.builder().build();

  public SubjectRulesReviewStatus {
    nonResourceRules = Frozen.list(nonResourceRules);
    resourceRules = Frozen.list(resourceRules);
  }
}
