package io.kubelette.api;

import io.kubelette.model.NonResourceAttributes;
import io.kubelette.model.ResourceAttributes;
import io.kubelette.model.SelfSubjectAccessReview;
import io.kubelette.model.SubjectAccessReviewStatusBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Whether one who has an access may do what he asks for. Pure. */
final class AccessReviews {

  private static final Set<String> READING = Set.of("get", "list", "watch");

  /** What is read of pods by entering them. */
  private static final Set<String> ENTERING = Set.of("exec", "attach", "portforward", "proxy");

  private AccessReviews() {}

  static SelfSubjectAccessReview answered(SelfSubjectAccessReview review, Access access) {
    ResourceAttributes resource = review.spec().resourceAttributes();
    NonResourceAttributes path = review.spec().nonResourceAttributes();
    if ((resource == null) == (path == null)) {
      throw ApiException.of(
          ApiException.Kind.INVALID,
          "SelfSubjectAccessReview.authorization.k8s.io \"\" is invalid: spec.resourceAttributes:"
              + " Invalid value: exactly one of nonResourceAttributes or resourceAttributes must"
              + " be specified",
          ErrorDetails.NONE.because(
              List.of(
                  new ErrorDetails.Cause(
                      "FieldValueInvalid",
                      "exactly one of nonResourceAttributes or resourceAttributes must be"
                          + " specified",
                      "spec.resourceAttributes"))));
    }
    boolean allowed =
        access == Access.FULL || (resource != null ? reads(resource) : path != null && reads(path));
    return review.withStatus(
        SubjectAccessReviewStatusBuilder.builder()
            .allowed(allowed)
            .reason(allowed ? null : "this user may only read")
            .build());
  }

  private static boolean reads(ResourceAttributes asked) {
    return READING.contains(Objects.requireNonNullElse(asked.verb(), ""))
        && !ENTERING.contains(Objects.requireNonNullElse(asked.subresource(), ""));
  }

  private static boolean reads(NonResourceAttributes asked) {
    return "get".equals(asked.verb());
  }
}
