package io.kubelette.api.http.table;

import static io.kubelette.api.http.table.Column.age;
import static io.kubelette.api.http.table.Column.named;
import static io.kubelette.api.http.table.Column.number;
import static io.kubelette.api.http.table.Column.text;

import io.kubelette.model.CronJob;
import io.kubelette.model.DaemonSet;
import io.kubelette.model.Deployment;
import io.kubelette.model.Job;
import io.kubelette.model.JobCondition;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.LabelSelector;
import io.kubelette.model.PodTemplateSpec;
import io.kubelette.model.ReplicaSet;
import io.kubelette.model.ReplicationController;
import io.kubelette.model.StatefulSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of what makes pods. */
final class WorkloadColumns {

  private WorkloadColumns() {}

  static List<Column<Deployment>> deployments() {
    return with(
        List.of(
            named(),
            text("Ready", one -> Words.of(one.status().readyReplicas(), one.spec().replicas())),
            number("Up-to-date", one -> one.status().updatedReplicas()),
            number("Available", one -> one.status().availableReplicas()),
            age()),
        one -> one.spec().template(),
        one -> one.spec().selector());
  }

  static List<Column<ReplicaSet>> replicaSets() {
    return with(
        List.of(
            named(),
            number("Desired", one -> one.spec().replicas()),
            number("Current", one -> one.status().replicas()),
            number("Ready", one -> one.status().readyReplicas()),
            age()),
        one -> one.spec().template(),
        one -> one.spec().selector());
  }

  static List<Column<ReplicationController>> replicationControllers() {
    return with(
        List.of(
            named(),
            number("Desired", one -> one.spec().replicas()),
            number("Current", one -> one.status().replicas()),
            number("Ready", one -> one.status().readyReplicas()),
            age()),
        one -> one.spec().template(),
        one -> new LabelSelector(one.spec().selector(), List.of()));
  }

  static List<Column<StatefulSet>> statefulSets() {
    return with(
        List.of(
            named(),
            text("Ready", one -> Words.of(one.status().readyReplicas(), one.spec().replicas())),
            age()),
        one -> one.spec().template(),
        null);
  }

  static List<Column<DaemonSet>> daemonSets() {
    return with(
        List.of(
            named(),
            number("Desired", one -> one.status().desiredNumberScheduled()),
            number("Current", one -> one.status().currentNumberScheduled()),
            number("Ready", one -> one.status().numberReady()),
            number("Up-to-date", one -> one.status().updatedNumberScheduled()),
            number("Available", one -> one.status().numberAvailable()),
            text("Node Selector", WorkloadColumns::nodes),
            age()),
        one -> one.spec().template(),
        one -> one.spec().selector());
  }

  private static String nodes(DaemonSet set) {
    PodTemplateSpec template = set.spec().template();
    return template == null ? "" : Words.labels(template.spec().nodeSelector());
  }

  static List<Column<Job>> jobs() {
    return with(
        List.of(
            named(),
            text("Status", WorkloadColumns::status),
            text("Completions", WorkloadColumns::completions),
            new Column<>("Duration", "string", 0, WorkloadColumns::duration),
            age()),
        one -> one.spec().template(),
        one -> one.spec().selector());
  }

  private static String status(Job job) {
    for (JobCondition condition : job.status().conditions()) {
      boolean holds = "True".equals(condition.status());
      String type = String.valueOf(condition.type());
      if (holds && List.of("Complete", "Failed", "Suspended").contains(type)) {
        return type;
      }
      if (holds && type.equals("FailureTarget")) {
        return "Failed";
      }
      if (holds && type.equals("SuccessCriteriaMet")) {
        return "SuccessCriteriaMet";
      }
    }
    return job.metadata().deletionTimestamp() == null ? "Running" : "Terminating";
  }

  private static String completions(Job job) {
    Integer succeeded = job.status().succeeded();
    Integer completions = job.spec().completions();
    if (completions != null) {
      return Words.of(succeeded, completions);
    }
    int parallelism = Column.orZero(job.spec().parallelism());
    return Words.of(succeeded, 1) + (parallelism > 1 ? " of " + parallelism : "");
  }

  private static String duration(Job job, Instant now) {
    Instant start = job.status().startTime();
    if (start == null) {
      return "";
    }
    Instant end = job.status().completionTime();
    return Spans.of(Duration.between(start, end == null ? now : end));
  }

  static List<Column<CronJob>> cronJobs() {
    return with(
        List.of(
            named(),
            text("Schedule", one -> one.spec().schedule()),
            text("Timezone", one -> one.spec().timeZone()),
            text("Suspend", one -> Boolean.TRUE.equals(one.spec().suspend()) ? "True" : "False"),
            number("Active", one -> one.status().active().size()),
            new Column<>("Last Schedule", "string", 0, WorkloadColumns::lastSchedule),
            age()),
        one ->
            one.spec().jobTemplate() == null || one.spec().jobTemplate().spec() == null
                ? null
                : one.spec().jobTemplate().spec().template(),
        one -> null);
  }

  private static String lastSchedule(CronJob job, Instant now) {
    Instant last = job.status().lastScheduleTime();
    return last == null ? "<none>" : Spans.since(last, now);
  }

  private static <T extends KubernetesObject> List<Column<T>> with(
      List<Column<T>> columns,
      Function<T, @Nullable PodTemplateSpec> template,
      @Nullable Function<T, @Nullable LabelSelector> selector) {
    List<Column<T>> all = new ArrayList<>(columns);
    all.add(Column.<T>text("Containers", one -> Words.containers(template.apply(one))).wide());
    all.add(Column.<T>text("Images", one -> Words.images(template.apply(one))).wide());
    if (selector != null) {
      all.add(Column.<T>text("Selector", one -> Words.selector(selector.apply(one))).wide());
    }
    return List.copyOf(all);
  }
}
