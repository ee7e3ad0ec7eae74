package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.model.CronJob;
import io.kubelette.model.DaemonSet;
import io.kubelette.model.Deployment;
import io.kubelette.model.Job;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.PersistentVolumeClaim;
import io.kubelette.model.ReplicationController;
import io.kubelette.model.ResourceType;
import io.kubelette.model.StatefulSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Defaults and faults of the kinds that are a spec and a status. */
class WorkloadTest {

  private static final String TEMPLATE =
      "{metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: i}]}}";
  private static final String ONCE =
      "{spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}";
  private static final String SELECTOR = "{matchLabels: {app: web}}";

  private final ApiServer api = TestCluster.create().api;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          apps/v1 Deployment  | {template: T}                                     | spec.selector: Required value
          apps/v1 Deployment  | {selector: S}                                     | spec.template: Required value
          apps/v1 Deployment  | {selector: {}, template: T}                       | spec.selector: Invalid value: "{}": empty selector is invalid for this kind
          apps/v1 Deployment  | {selector: {matchLabels: {app: other}}, template: T} | spec.template.metadata.labels: Invalid value: {app=web}: `selector` does not match template `labels`
          apps/v1 Deployment  | {selector: S, template: T, replicas: -1}          | spec.replicas: Invalid value: -1: must be greater than or equal to 0
          apps/v1 Deployment  | {selector: S, template: {metadata: {labels: {app: web}}, spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}} | spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"
          apps/v1 Deployment  | {selector: S, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c}]}}} | spec.template.spec.containers[0].image: Required value
          apps/v1 Deployment  | {selector: S, template: T, strategy: {type: Other}} | spec.strategy.type: Unsupported value: "Other": supported values: "Recreate", "RollingUpdate"
          apps/v1 Deployment  | {selector: S, template: T, strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}} | spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'
          apps/v1 Deployment  | {selector: {matchLabels: {app: web}, matchExpressions: [{key: a, operator: Is}]}, template: T} | spec.selector.matchExpressions[0].operator: Invalid value: "Is"
          apps/v1 ReplicaSet  | {template: T}                                     | spec.selector: Required value
          apps/v1 StatefulSet | {selector: S, template: T, podManagementPolicy: X} | spec.podManagementPolicy: Unsupported value: "X": supported values: "OrderedReady", "Parallel"
          apps/v1 DaemonSet   | {selector: S, template: T, updateStrategy: {type: X}} | spec.updateStrategy: Unsupported value: "X": supported values: "OnDelete", "RollingUpdate"
          v1 ReplicationController | {template: {spec: {containers: [{name: c, image: i}]}}} | spec.selector: Required value
          batch/v1 Job        | {template: T}                                     | spec.template.spec.restartPolicy: Unsupported value: "Always": supported values: "OnFailure", "Never"
          batch/v1 Job        | {template: O, completionMode: Indexed, parallelism: 2} | spec.completions: Required value: when completion mode is Indexed
          batch/v1 Job        | {template: O, backoffLimit: -1}                   | spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0
          batch/v1 CronJob    | {jobTemplate: {spec: {template: O}}}              | spec.schedule: Required value
          batch/v1 CronJob    | {schedule: "* * *", jobTemplate: {spec: {template: O}}} | spec.schedule: Invalid value: "* * *": expected exactly 5 fields, found 3: [* * *]
          batch/v1 CronJob    | {schedule: "60 * * * *", jobTemplate: {spec: {template: O}}} | spec.schedule: Invalid value: "60 * * * *": failed to parse 60
          batch/v1 CronJob    | {schedule: "@hourly", jobTemplate: {spec: {template: T}}} | spec.jobTemplate.spec.template.spec.restartPolicy: Unsupported value: "Always"
          batch/v1 CronJob    | {schedule: "@hourly"}                             | spec.jobTemplate: Required value
          v1 PersistentVolumeClaim | {resources: {requests: {storage: 1Gi}}}      | spec.accessModes: Required value: at least 1 access mode is required
          v1 PersistentVolumeClaim | {accessModes: [ReadWriteOnce]}               | spec.resources[storage]: Required value
          v1 PersistentVolumeClaim | {accessModes: [Some], resources: {requests: {storage: 1Gi}}} | spec.accessModes[0]: Unsupported value: "Some"
          policy/v1 PodDisruptionBudget | {minAvailable: 1, maxUnavailable: 1}    | minAvailable and maxUnavailable cannot be both set
          """)
  void faultsNameTheirFields(String kind, String spec, String fault) {
    assertThatThrownBy(() -> api.create(object(kind, spec)))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          */5 * * * *
          0 0 1,15 * 1-5
          0-30/10 9-17 * jan-mar mon
          @daily
          @every 1h30m
          """)
  void schedulesOfCronJobsAreUnderstood(String schedule) {
    assertThat(CronSchedule.fault(schedule)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'0 24 * * *'", "'* * 0 * *'", "'* * * 13 *'", "'* * * * 7'", "'5-1 * * * *'", "'*/0 * * * *'",
    "'a * * * *'", "'1,,2 * * * *'", "''", "'@never'", "'1/2/3 * * * *'", "'1-2-3 * * * *'"
  })
  void otherSchedulesAreNot(String schedule) {
    assertThat(CronSchedule.fault(schedule)).isPresent();
  }

  @Test
  void deploymentsGetWhatKubernetesFillsIn() {
    Deployment web =
        (Deployment) api.create(object("apps/v1 Deployment", "{selector: S, template: T}"));

    assertThat(web.spec().replicas()).isEqualTo(1);
    assertThat(web.spec().revisionHistoryLimit()).isEqualTo(10);
    assertThat(web.spec().progressDeadlineSeconds()).isEqualTo(600);
    assertThat(String.valueOf(web.spec().strategy())).contains("RollingUpdate", "25%");
    assertThat(web.spec().template().spec().dnsPolicy()).isEqualTo("ClusterFirst");
    assertThat(web.metadata().generation()).isEqualTo(1);
  }

  @Test
  void theOtherWorkloadsToo() {
    StatefulSet set =
        (StatefulSet) api.create(object("apps/v1 StatefulSet", "{selector: S, template: T}"));
    DaemonSet daemons =
        (DaemonSet) api.create(object("apps/v1 DaemonSet", "{selector: S, template: T}"));
    ReplicationController controller =
        (ReplicationController) api.create(object("v1 ReplicationController", "{template: T}"));
    Job job = (Job) api.create(object("batch/v1 Job", "{template: O}"));
    CronJob cron =
        (CronJob)
            api.create(
                object(
                    "batch/v1 CronJob",
                    "{schedule: '@daily', jobTemplate: {spec: {template: O}}}"));
    PersistentVolumeClaim claim =
        (PersistentVolumeClaim)
            api.create(
                object(
                    "v1 PersistentVolumeClaim",
                    "{accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}"));

    assertThat(set.spec().podManagementPolicy()).isEqualTo("OrderedReady");
    assertThat(String.valueOf(daemons.spec().updateStrategy())).contains("RollingUpdate");
    assertThat(controller.spec().selector()).isEqualTo(Map.of("app", "web"));
    assertThat(controller.metadata().labels()).isEqualTo(Map.of("app", "web"));
    assertThat(job.spec().completions()).isEqualTo(1);
    assertThat(job.spec().backoffLimit()).isEqualTo(6);
    assertThat(cron.spec().concurrencyPolicy()).isEqualTo("Allow");
    assertThat(cron.spec().jobTemplate().spec().parallelism()).isEqualTo(1);
    assertThat(claim.status().phase()).isEqualTo("Pending");
    assertThat(claim.spec().volumeMode()).isEqualTo("Filesystem");
  }

  @Test
  void selectorsAndTemplatesOfJobsStay() {
    Deployment web =
        (Deployment) api.create(object("apps/v1 Deployment", "{selector: S, template: T}"));
    Job job = (Job) api.create(object("batch/v1 Job", "{template: O}"));

    assertThatThrownBy(
            () ->
                api.update(
                    web.withSpec(
                        web.spec()
                            .withSelector(
                                web.spec().selector().withMatchLabels(Map.of("other", "x"))))))
        .hasMessageContaining("spec.selector: Invalid value")
        .hasMessageContaining("field is immutable");
    assertThatThrownBy(
            () ->
                api.update(
                    job.withSpec(
                        job.spec()
                            .withTemplate(
                                job.spec()
                                    .template()
                                    .withSpec(job.spec().template().spec().withHostname("h"))))))
        .hasMessageContaining("spec.template: Invalid value");
  }

  @Test
  void aStatusIsWrittenThroughItsSubresourceAlone() {
    Deployment web =
        (Deployment) api.create(object("apps/v1 Deployment", "{selector: S, template: T}"));
    Deployment ready = web.withStatus(web.status().withReadyReplicas(1));

    assertThat(api.update(ready).status().readyReplicas()).isNull();
    assertThat(api.updateStatus(ready).status().readyReplicas()).isEqualTo(1);
    assertThat(
            api.update(
                    ready
                        .withSpec(ready.spec().withReplicas(4))
                        .withMetadata(web.metadata().withResourceVersion(null)))
                .metadata()
                .generation())
        .isEqualTo(2);
  }

  @Test
  void namesOfRolesMayHaveColons() {
    api.create(
        TestCluster.object(
            "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name:"
                + " 'system:node'}}"));

    assertThat(api.find(ResourceType.CLUSTER_ROLE, "", "system:node")).isPresent();
    assertThatThrownBy(
            () ->
                api.create(
                    TestCluster.object(
                        "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata:"
                            + " {name: a/b}}")))
        .hasMessageContaining("may not contain");
  }

  private static KubernetesObject object(String kind, String spec) {
    String[] names = kind.split(" ");
    return TestCluster.object(
        "{apiVersion: %s, kind: %s, metadata: {name: x}, spec: %s}"
            .formatted(
                names[0],
                names[1],
                spec.replace("selector: S", "selector: " + SELECTOR)
                    .replace("template: T", "template: " + TEMPLATE)
                    .replace("template: O", "template: " + ONCE)));
  }
}
