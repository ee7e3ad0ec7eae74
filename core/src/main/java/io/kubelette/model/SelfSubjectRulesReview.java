package io.kubelette.model;

/** The question what the asking user may do in a namespace, and its answer. */
@Shape
public record SelfSubjectRulesReview(
    @OmitEmpty ObjectMeta metadata,
    @OmitEmpty SelfSubjectRulesReviewSpec spec,
    @OmitEmpty SubjectRulesReviewStatus status)
    implements KubernetesObject, SelfSubjectRulesReviewBuilder.With {
  public SelfSubjectRulesReview {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? SelfSubjectRulesReviewSpec.EMPTY : spec;
    status = status == null ? SubjectRulesReviewStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "authorization.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "SelfSubjectRulesReview";
  }

  @Override
  public SelfSubjectRulesReview withMetadata(ObjectMeta metadata) {
    return SelfSubjectRulesReviewBuilder.With.super.withMetadata(metadata);
  }
}
