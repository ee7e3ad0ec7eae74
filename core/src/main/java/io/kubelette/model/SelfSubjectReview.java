package io.kubelette.model;

/** The question who the asking user is, and its answer. */
@Shape
public record SelfSubjectReview(
    @OmitEmpty ObjectMeta metadata, @OmitEmpty SelfSubjectReviewStatus status)
    implements KubernetesObject, SelfSubjectReviewBuilder.With {
  public SelfSubjectReview {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    status = status == null ? SelfSubjectReviewStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "authentication.k8s.io/v1";
  }

  @Override
  public String kind() {
    return "SelfSubjectReview";
  }

  @Override
  public SelfSubjectReview withMetadata(ObjectMeta metadata) {
    return SelfSubjectReviewBuilder.With.super.withMetadata(metadata);
  }
}
