package io.kubelette.model;

/** Pods that run until so many of them have succeeded. */
@Shape
public record Job(
    @OmitEmpty ObjectMeta metadata,
    @Carried @OmitEmpty JobSpec spec,
    @Carried @OmitEmpty JobStatus status)
    implements KubernetesObject, JobBuilder.With {
  public Job {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? JobSpec.EMPTY : spec;
    status = status == null ? JobStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "batch/v1";
  }

  @Override
  public String kind() {
    return "Job";
  }

  @Override
  public Job withMetadata(ObjectMeta metadata) {
    return JobBuilder.With.super.withMetadata(metadata);
  }
}
