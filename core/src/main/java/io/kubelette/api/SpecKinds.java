package io.kubelette.api;

import io.kubelette.model.CronJob;
import io.kubelette.model.CronJobBuilder;
import io.kubelette.model.DaemonSet;
import io.kubelette.model.DaemonSetBuilder;
import io.kubelette.model.Deployment;
import io.kubelette.model.DeploymentBuilder;
import io.kubelette.model.Ingress;
import io.kubelette.model.IngressBuilder;
import io.kubelette.model.Job;
import io.kubelette.model.JobBuilder;
import io.kubelette.model.PersistentVolume;
import io.kubelette.model.PersistentVolumeBuilder;
import io.kubelette.model.PersistentVolumeClaim;
import io.kubelette.model.PersistentVolumeClaimBuilder;
import io.kubelette.model.PersistentVolumeClaimStatus;
import io.kubelette.model.PersistentVolumeStatus;
import io.kubelette.model.PodDisruptionBudget;
import io.kubelette.model.PodDisruptionBudgetBuilder;
import io.kubelette.model.ReplicaSet;
import io.kubelette.model.ReplicaSetBuilder;
import io.kubelette.model.ReplicationController;
import io.kubelette.model.ReplicationControllerBuilder;
import io.kubelette.model.ResourceQuota;
import io.kubelette.model.ResourceQuotaBuilder;
import io.kubelette.model.StatefulSet;
import io.kubelette.model.StatefulSetBuilder;
import java.util.Objects;

/** The kinds that are a spec and a status, and no more. */
final class SpecKinds {

  static final KindRules<Deployment> DEPLOYMENT =
      new SpecRules<>(
          Deployment::spec,
          (one, other) -> one.withStatus(other.status()),
          DeploymentBuilder.builder().build(),
          object -> object.withSpec(WorkloadDefaults.of(object.spec())),
          WorkloadChecks.DEPLOYMENT);

  static final KindRules<ReplicaSet> REPLICA_SET =
      new SpecRules<>(
          ReplicaSet::spec,
          (one, other) -> one.withStatus(other.status()),
          ReplicaSetBuilder.builder().build(),
          object -> object.withSpec(WorkloadDefaults.of(object.spec())),
          WorkloadChecks.REPLICA_SET);

  static final KindRules<ReplicationController> REPLICATION_CONTROLLER =
      new SpecRules<>(
          ReplicationController::spec,
          (one, other) -> one.withStatus(other.status()),
          ReplicationControllerBuilder.builder().build(),
          WorkloadDefaults::of,
          WorkloadChecks.REPLICATION_CONTROLLER);

  static final KindRules<StatefulSet> STATEFUL_SET =
      new SpecRules<>(
          StatefulSet::spec,
          (one, other) -> one.withStatus(other.status()),
          StatefulSetBuilder.builder().build(),
          object -> object.withSpec(WorkloadDefaults.of(object.spec())),
          WorkloadChecks.STATEFUL_SET);

  static final KindRules<DaemonSet> DAEMON_SET =
      new SpecRules<>(
          DaemonSet::spec,
          (one, other) -> one.withStatus(other.status()),
          DaemonSetBuilder.builder().build(),
          object -> object.withSpec(WorkloadDefaults.of(object.spec())),
          WorkloadChecks.DAEMON_SET);

  static final KindRules<Job> JOB =
      new SpecRules<>(
          Job::spec,
          (one, other) -> one.withStatus(other.status()),
          JobBuilder.builder().build(),
          object -> object.withSpec(WorkloadDefaults.of(object.spec())),
          WorkloadChecks.JOB);

  static final KindRules<CronJob> CRON_JOB =
      new SpecRules<>(
          CronJob::spec,
          (one, other) -> one.withStatus(other.status()),
          CronJobBuilder.builder().build(),
          object -> object.withSpec(WorkloadDefaults.of(object.spec())),
          WorkloadChecks.CRON_JOB);

  static final KindRules<PersistentVolumeClaim> CLAIM =
      new SpecRules<>(
          PersistentVolumeClaim::spec,
          (one, other) -> one.withStatus(other.status()),
          PersistentVolumeClaimBuilder.builder()
              .status(PersistentVolumeClaimStatus.EMPTY.withPhase("Pending"))
              .build(),
          claim ->
              claim.withSpec(
                  claim
                      .spec()
                      .withVolumeMode(
                          Objects.requireNonNullElse(claim.spec().volumeMode(), "Filesystem"))),
          StorageChecks.CLAIM);

  static final KindRules<PersistentVolume> VOLUME =
      new SpecRules<>(
          PersistentVolume::spec,
          (one, other) -> one.withStatus(other.status()),
          PersistentVolumeBuilder.builder()
              .status(PersistentVolumeStatus.EMPTY.withPhase("Available"))
              .build(),
          volume ->
              volume.withSpec(
                  volume
                      .spec()
                      .withVolumeMode(
                          Objects.requireNonNullElse(volume.spec().volumeMode(), "Filesystem"))
                      .withPersistentVolumeReclaimPolicy(
                          Objects.requireNonNullElse(
                              volume.spec().persistentVolumeReclaimPolicy(), "Retain"))),
          StorageChecks.VOLUME);

  static final KindRules<PodDisruptionBudget> BUDGET =
      new SpecRules<>(
          PodDisruptionBudget::spec,
          (one, other) -> one.withStatus(other.status()),
          PodDisruptionBudgetBuilder.builder().build(),
          budget -> budget,
          StorageChecks.BUDGET);

  static final KindRules<ResourceQuota> QUOTA =
      new SpecRules<>(
          ResourceQuota::spec,
          (one, other) -> one.withStatus(other.status()),
          ResourceQuotaBuilder.builder().build(),
          quota -> quota,
          (quota, at) -> {});

  static final KindRules<Ingress> INGRESS =
      new SpecRules<>(
          ingress -> Objects.requireNonNullElse(ingress.spec(), ""),
          (one, other) -> one.withStatus(other.status()),
          IngressBuilder.builder().build(),
          ingress -> ingress,
          (ingress, at) -> {});

  private SpecKinds() {}
}
