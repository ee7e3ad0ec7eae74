package io.kubelette.api;

import io.kubelette.model.CronJobSpec;
import io.kubelette.model.DaemonSetSpec;
import io.kubelette.model.DaemonSetUpdateStrategy;
import io.kubelette.model.DeploymentSpec;
import io.kubelette.model.DeploymentStrategy;
import io.kubelette.model.IntOrString;
import io.kubelette.model.JobSpec;
import io.kubelette.model.JobTemplateSpec;
import io.kubelette.model.PodTemplateSpec;
import io.kubelette.model.ReplicaSetSpec;
import io.kubelette.model.ReplicationController;
import io.kubelette.model.ReplicationControllerSpec;
import io.kubelette.model.RollingUpdateDaemonSet;
import io.kubelette.model.RollingUpdateDeployment;
import io.kubelette.model.RollingUpdateStatefulSetStrategyBuilder;
import io.kubelette.model.StatefulSetSpec;
import io.kubelette.model.StatefulSetUpdateStrategy;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Kubernetes fills in for workloads. Pure. */
final class WorkloadDefaults {

  private static final IntOrString QUARTER = new IntOrString.OfString("25%");
  private static final String ROLLING = "RollingUpdate";

  private WorkloadDefaults() {}

  static @Nullable PodTemplateSpec of(@Nullable PodTemplateSpec template) {
    return template == null ? null : template.withSpec(PodDefaults.of(template.spec()));
  }

  static DeploymentSpec of(DeploymentSpec spec) {
    DeploymentStrategy given = spec.strategy();
    String type = given == null ? ROLLING : or(given.type(), ROLLING);
    RollingUpdateDeployment rolling = given == null ? null : given.rollingUpdate();
    DeploymentStrategy strategy =
        type.equals(ROLLING)
            ? new DeploymentStrategy(
                rolling == null
                    ? new RollingUpdateDeployment(QUARTER, QUARTER)
                    : new RollingUpdateDeployment(
                        or(rolling.maxSurge(), QUARTER), or(rolling.maxUnavailable(), QUARTER)),
                type)
            : new DeploymentStrategy(rolling, type);
    return spec.withReplicas(or(spec.replicas(), 1))
        .withStrategy(strategy)
        .withRevisionHistoryLimit(or(spec.revisionHistoryLimit(), 10))
        .withProgressDeadlineSeconds(or(spec.progressDeadlineSeconds(), 600))
        .withTemplate(of(spec.template()));
  }

  static ReplicaSetSpec of(ReplicaSetSpec spec) {
    return spec.withReplicas(or(spec.replicas(), 1)).withTemplate(of(spec.template()));
  }

  /** Without a selector it selects what its template makes, and has its labels. */
  static ReplicationController of(ReplicationController controller) {
    ReplicationControllerSpec spec = controller.spec();
    PodTemplateSpec template = of(spec.template());
    Map<String, String> labels = template == null ? Map.of() : template.metadata().labels();
    ReplicationController named =
        controller.metadata().labels().isEmpty()
            ? controller.withMetadata(controller.metadata().withLabels(labels))
            : controller;
    return named.withSpec(
        spec.withReplicas(or(spec.replicas(), 1))
            .withSelector(spec.selector().isEmpty() ? labels : spec.selector())
            .withTemplate(template));
  }

  static StatefulSetSpec of(StatefulSetSpec spec) {
    StatefulSetUpdateStrategy strategy = spec.updateStrategy();
    if (strategy == null || strategy.type() == null) {
      strategy =
          new StatefulSetUpdateStrategy(
              RollingUpdateStatefulSetStrategyBuilder.builder().partition(0).build(), ROLLING);
    }
    return spec.withReplicas(or(spec.replicas(), 1))
        .withPodManagementPolicy(or(spec.podManagementPolicy(), "OrderedReady"))
        .withRevisionHistoryLimit(or(spec.revisionHistoryLimit(), 10))
        .withUpdateStrategy(strategy)
        .withTemplate(of(spec.template()));
  }

  static DaemonSetSpec of(DaemonSetSpec spec) {
    DaemonSetUpdateStrategy strategy = spec.updateStrategy();
    if (strategy == null || strategy.type() == null) {
      strategy =
          new DaemonSetUpdateStrategy(
              new RollingUpdateDaemonSet(new IntOrString.OfInt(0), new IntOrString.OfInt(1)),
              ROLLING);
    }
    return spec.withUpdateStrategy(strategy)
        .withRevisionHistoryLimit(or(spec.revisionHistoryLimit(), 10))
        .withTemplate(of(spec.template()));
  }

  /** Without parallelism and completions there is one pod; with one of them the other follows. */
  static JobSpec of(JobSpec spec) {
    boolean neither = spec.completions() == null && spec.parallelism() == null;
    return spec.withCompletions(neither ? Integer.valueOf(1) : spec.completions())
        .withParallelism(or(spec.parallelism(), 1))
        .withBackoffLimit(or(spec.backoffLimit(), 6))
        .withCompletionMode(or(spec.completionMode(), "NonIndexed"))
        .withSuspend(or(spec.suspend(), false))
        .withManualSelector(spec.manualSelector())
        .withPodReplacementPolicy(
            or(
                spec.podReplacementPolicy(),
                spec.podFailurePolicy() == null ? "TerminatingOrFailed" : "Failed"))
        .withTemplate(of(spec.template()));
  }

  static CronJobSpec of(CronJobSpec spec) {
    JobTemplateSpec template = spec.jobTemplate();
    return spec.withConcurrencyPolicy(or(spec.concurrencyPolicy(), "Allow"))
        .withSuspend(or(spec.suspend(), false))
        .withSuccessfulJobsHistoryLimit(or(spec.successfulJobsHistoryLimit(), 3))
        .withFailedJobsHistoryLimit(or(spec.failedJobsHistoryLimit(), 1))
        .withJobTemplate(template == null ? null : template.withSpec(of(template.spec())));
  }

  private static <V> V or(@Nullable V given, V otherwise) {
    return Objects.requireNonNullElse(given, otherwise);
  }
}
