package io.kubelette.model;

/** Jobs of one template, made at given times. */
@Shape
public record CronJob(
    @OmitEmpty ObjectMeta metadata,
    @Carried @OmitEmpty CronJobSpec spec,
    @Carried @OmitEmpty CronJobStatus status)
    implements KubernetesObject, CronJobBuilder.With {
  public CronJob {
    metadata = metadata == null ? ObjectMeta.EMPTY : metadata;
    spec = spec == null ? CronJobSpec.EMPTY : spec;
    status = status == null ? CronJobStatus.EMPTY : status;
  }

  @Override
  public String apiVersion() {
    return "batch/v1";
  }

  @Override
  public String kind() {
    return "CronJob";
  }

  @Override
  public CronJob withMetadata(ObjectMeta metadata) {
    return CronJobBuilder.With.super.withMetadata(metadata);
  }
}
