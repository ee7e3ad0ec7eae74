package io.kubelette.model;

/** The question whether the asking user may do something, and its answer. */
@Shape
public record SelfSubjectAccessReview(
    @OmitEmpty ObjectMeta metadata,
    @OmitEmpty SelfSubjectAccessReviewSpec spec,
    @OmitEmpty SubjectAccessReviewStatus status)
    implements KubernetesObject, SelfSubjectAccessReviewBuilder.With {
  public SelfSubjectAccessReview {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? SelfSubjectAccessReviewSpec.EMPTY : spec;
    status = status == null ? SubjectAccessReviewStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "authorization.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "SelfSubjectAccessReview";
  }

  @Override
  public SelfSubjectAccessReview withMetadata(ObjectMeta metadata) {
    return SelfSubjectAccessReviewBuilder.With.super.withMetadata(metadata);
  }
}
