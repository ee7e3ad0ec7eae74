package io.kubelette.api;

import io.kubelette.model.NonResourceAttributes;
import io.kubelette.model.NonResourceRule;
import io.kubelette.model.ResourceAttributes;
import io.kubelette.model.ResourceRule;
import io.kubelette.model.ResourceType;
import io.kubelette.model.SelfSubjectAccessReview;
import io.kubelette.model.SelfSubjectRulesReview;
import io.kubelette.model.SubjectAccessReviewStatusBuilder;
import io.kubelette.model.SubjectRulesReviewStatusBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What one who has an access may do. Pure. */
final class AccessReviews {

  private static final Set<String> READING = Set.of("get", "list", "watch");

  /** What is read of pods by entering them. */
  private static final Set<String> ENTERING = Set.of("exec", "attach", "portforward", "proxy");

  private static final List<String> ANY = List.of("*");
  private static final ResourceRule EVERYTHING = new ResourceRule(ANY, List.of(), ANY, ANY);

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

  static SelfSubjectRulesReview answered(SelfSubjectRulesReview review, Access access) {
    List<ResourceRule> rules = access == Access.FULL ? List.of(EVERYTHING) : readingRules();
    List<String> verbs = access == Access.FULL ? ANY : List.of("get");
    return review.withStatus(
        SubjectRulesReviewStatusBuilder.builder()
            .incomplete(false)
            .resourceRules(rules)
            .nonResourceRules(List.of(new NonResourceRule(ANY, verbs)))
            .build());
  }

  /** One rule for each group, and one for who asks about himself. */
  private static List<ResourceRule> readingRules() {
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (ResourceType<?> type : ResourceType.all()) {
      List<String> all = names.computeIfAbsent(type.group(), group -> new ArrayList<>());
      all.add(type.plural());
      type.subresources().stream()
          .filter(part -> part.verbs().contains("get") && !ENTERING.contains(part.name()))
          .forEach(part -> all.add(type.plural() + "/" + part.name()));
    }
    List<ResourceRule> rules = new ArrayList<>();
    names.forEach(
        (group, all) ->
            rules.add(
                new ResourceRule(
                    List.of(group), List.of(), all, READING.stream().sorted().toList())));
    for (ResourceType<?> type : ResourceType.computed()) {
      rules.add(
          new ResourceRule(List.of(type.group()), List.of(), List.of(type.plural()), type.verbs()));
    }
    return rules;
  }

  private static boolean reads(ResourceAttributes asked) {
    return READING.contains(Objects.requireNonNullElse(asked.verb(), ""))
        && !ENTERING.contains(Objects.requireNonNullElse(asked.subresource(), ""));
  }

  private static boolean reads(NonResourceAttributes asked) {
    return "get".equals(asked.verb());
  }
}
