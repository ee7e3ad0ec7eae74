package io.kubelette.api;

import io.kubelette.model.CronJob;
import io.kubelette.model.CronJobSpec;
import io.kubelette.model.DaemonSet;
import io.kubelette.model.Deployment;
import io.kubelette.model.Job;
import io.kubelette.model.JobSpec;
import io.kubelette.model.LabelSelector;
import io.kubelette.model.PersistentVolumeClaim;
import io.kubelette.model.PersistentVolumeClaimVolumeSource;
import io.kubelette.model.PodTemplateSpec;
import io.kubelette.model.ReplicaSet;
import io.kubelette.model.ReplicationController;
import io.kubelette.model.StatefulSet;
import io.kubelette.model.StatefulSetSpec;
import io.kubelette.model.Volume;
import io.kubelette.model.VolumeBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with workloads, in Kubernetes' words. Pure. */
final class WorkloadChecks {

  private static final List<String> FOR_EVER = List.of("Always");
  private static final List<String> TO_AN_END = List.of("OnFailure", "Never");
  private static final Set<String> ROLLOUTS = Set.of("RollingUpdate", "Recreate");
  private static final Set<String> UPDATES = Set.of("RollingUpdate", "OnDelete");

  static final SpecChecks<Deployment> DEPLOYMENT =
      new SpecChecks<>() {
        @Override
        public void check(Deployment object, Violations at) {
          var spec = object.spec();
          Checks.notNegative(spec.replicas(), at.at("replicas"));
          TemplateChecks.selected(spec.selector(), spec.template(), at);
          TemplateChecks.template(spec.template(), FOR_EVER, at);
          if (spec.strategy() != null) {
            Checks.oneOf(spec.strategy().type(), ROLLOUTS, at.at("strategy.type"));
            if ("Recreate".equals(spec.strategy().type())
                && spec.strategy().rollingUpdate() != null) {
              at.at("strategy.rollingUpdate")
                  .forbidden("may not be specified when strategy `type` is 'Recreate'");
            }
          }
        }

        @Override
        public void checkChange(Deployment now, Deployment next, Violations at) {
          TemplateChecks.unchanged(
              now.spec().selector(), next.spec().selector(), at.at("selector"));
        }
      };

  static final SpecChecks<ReplicaSet> REPLICA_SET =
      new SpecChecks<>() {
        @Override
        public void check(ReplicaSet object, Violations at) {
          Checks.notNegative(object.spec().replicas(), at.at("replicas"));
          TemplateChecks.selected(object.spec().selector(), object.spec().template(), at);
          TemplateChecks.template(object.spec().template(), FOR_EVER, at);
        }

        @Override
        public void checkChange(ReplicaSet now, ReplicaSet next, Violations at) {
          TemplateChecks.unchanged(
              now.spec().selector(), next.spec().selector(), at.at("selector"));
        }
      };

  static final SpecChecks<ReplicationController> REPLICATION_CONTROLLER =
      (object, at) -> {
        Map<String, String> selector = object.spec().selector();
        Checks.notNegative(object.spec().replicas(), at.at("replicas"));
        TemplateChecks.template(object.spec().template(), FOR_EVER, at);
        if (selector.isEmpty()) {
          at.at("selector").required("");
        } else if (object.spec().template() != null) {
          TemplateChecks.selected(
              new LabelSelector(selector, List.of()), object.spec().template(), at);
        }
      };

  static final SpecChecks<StatefulSet> STATEFUL_SET =
      new SpecChecks<>() {
        @Override
        public void check(StatefulSet object, Violations at) {
          var spec = object.spec();
          Checks.notNegative(spec.replicas(), at.at("replicas"));
          TemplateChecks.selected(spec.selector(), spec.template(), at);
          TemplateChecks.template(withClaims(spec), FOR_EVER, at);
          Checks.oneOf(
              spec.podManagementPolicy(),
              Set.of("OrderedReady", "Parallel"),
              at.at("podManagementPolicy"));
          if (spec.updateStrategy() != null) {
            Checks.oneOf(spec.updateStrategy().type(), UPDATES, at.at("updateStrategy"));
          }
        }

        @Override
        public void checkChange(StatefulSet now, StatefulSet next, Violations at) {
          boolean allowed =
              next.spec()
                  .withReplicas(now.spec().replicas())
                  .withOrdinals(now.spec().ordinals())
                  .withTemplate(now.spec().template())
                  .withUpdateStrategy(now.spec().updateStrategy())
                  .withRevisionHistoryLimit(now.spec().revisionHistoryLimit())
                  .withPersistentVolumeClaimRetentionPolicy(
                      now.spec().persistentVolumeClaimRetentionPolicy())
                  .withMinReadySeconds(now.spec().minReadySeconds())
                  .equals(now.spec());
          if (!allowed) {
            at.forbidden(
                "updates to statefulset spec for fields other than 'replicas', 'ordinals',"
                    + " 'template', 'updateStrategy', 'revisionHistoryLimit',"
                    + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are"
                    + " forbidden");
          }
        }
      };

  static final SpecChecks<DaemonSet> DAEMON_SET =
      new SpecChecks<>() {
        @Override
        public void check(DaemonSet object, Violations at) {
          TemplateChecks.selected(object.spec().selector(), object.spec().template(), at);
          TemplateChecks.template(object.spec().template(), FOR_EVER, at);
          if (object.spec().updateStrategy() != null) {
            Checks.oneOf(object.spec().updateStrategy().type(), UPDATES, at.at("updateStrategy"));
          }
        }

        @Override
        public void checkChange(DaemonSet now, DaemonSet next, Violations at) {
          TemplateChecks.unchanged(
              now.spec().selector(), next.spec().selector(), at.at("selector"));
        }
      };

  static final SpecChecks<Job> JOB =
      new SpecChecks<>() {
        @Override
        public void check(Job object, Violations at) {
          job(object.spec(), at);
        }

        @Override
        public void checkChange(Job now, Job next, Violations at) {
          TemplateChecks.unchanged(
              now.spec().selector(), next.spec().selector(), at.at("selector"));
          TemplateChecks.unchanged(
              now.spec().template(), next.spec().template(), at.at("template"));
          TemplateChecks.unchanged(
              now.spec().completionMode(), next.spec().completionMode(), at.at("completionMode"));
        }
      };

  static final SpecChecks<CronJob> CRON_JOB =
      (object, at) -> {
        CronJobSpec spec = object.spec();
        String schedule = spec.schedule();
        if (Checks.isEmpty(schedule)) {
          at.at("schedule").required("");
        } else {
          CronSchedule.fault(String.valueOf(schedule))
              .ifPresent(fault -> at.at("schedule").invalid(String.valueOf(schedule), fault));
        }
        Checks.oneOf(
            spec.concurrencyPolicy(),
            Set.of("Allow", "Forbid", "Replace"),
            at.at("concurrencyPolicy"));
        Checks.notNegative(spec.startingDeadlineSeconds(), at.at("startingDeadlineSeconds"));
        Checks.notNegative(spec.successfulJobsHistoryLimit(), at.at("successfulJobsHistoryLimit"));
        Checks.notNegative(spec.failedJobsHistoryLimit(), at.at("failedJobsHistoryLimit"));
        if (spec.jobTemplate() == null) {
          at.at("jobTemplate").required("");
        } else {
          job(spec.jobTemplate().spec(), at.at("jobTemplate.spec"));
        }
      };

  private WorkloadChecks() {}

  /** What the template makes: each claim becomes a volume of its pods. */
  private static @Nullable PodTemplateSpec withClaims(StatefulSetSpec spec) {
    PodTemplateSpec template = spec.template();
    if (template == null || spec.volumeClaimTemplates().isEmpty()) {
      return template;
    }
    List<Volume> volumes = new ArrayList<>(template.spec().volumes());
    for (PersistentVolumeClaim claim : spec.volumeClaimTemplates()) {
      String name = claim.metadata().name();
      volumes.add(
          VolumeBuilder.builder()
              .name(name)
              .persistentVolumeClaim(new PersistentVolumeClaimVolumeSource(name, null))
              .build());
    }
    return template.withSpec(template.spec().withVolumes(volumes));
  }

  private static void job(JobSpec spec, Violations at) {
    Checks.notNegative(spec.parallelism(), at.at("parallelism"));
    Checks.notNegative(spec.completions(), at.at("completions"));
    Checks.notNegative(spec.backoffLimit(), at.at("backoffLimit"));
    Checks.notNegative(spec.activeDeadlineSeconds(), at.at("activeDeadlineSeconds"));
    Checks.notNegative(spec.ttlSecondsAfterFinished(), at.at("ttlSecondsAfterFinished"));
    Checks.oneOf(spec.completionMode(), Set.of("NonIndexed", "Indexed"), at.at("completionMode"));
    if ("Indexed".equals(spec.completionMode()) && spec.completions() == null) {
      at.at("completions").required("when completion mode is Indexed");
    }
    TemplateChecks.selector(spec.selector(), at.at("selector"));
    TemplateChecks.template(spec.template(), TO_AN_END, at);
  }
}
