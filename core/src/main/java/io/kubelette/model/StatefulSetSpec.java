package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many pods, of which template, with which storage. */
@Shape
public record StatefulSetSpec(
    @Nullable Integer minReadySeconds,
    @Nullable StatefulSetOrdinals ordinals,
    @Nullable StatefulSetPersistentVolumeClaimRetentionPolicy persistentVolumeClaimRetentionPolicy,
    @Nullable String podManagementPolicy,
    @Nullable Integer replicas,
    @Nullable Integer revisionHistoryLimit,
    @Nullable LabelSelector selector,
    @Nullable String serviceName,
    @Nullable PodTemplateSpec template,
    @Nullable StatefulSetUpdateStrategy updateStrategy,
    List<PersistentVolumeClaim> volumeClaimTemplates)
    implements StatefulSetSpecBuilder.With {
  /** Nothing set. */
  public static final StatefulSetSpec EMPTY = StatefulSetSpecBuilder.builder().build();

  public StatefulSetSpec {
    volumeClaimTemplates = Frozen.list(volumeClaimTemplates);
  }
}
