package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Scales and rollouts, as far as objects carry them: nobody makes pods of workloads yet, so what a
 * controller would write is written by these tests.
 */
abstract class WorkloadContract extends KubectlContract {

  private static final String TEMPLATE =
      """
        selector: {matchLabels: {app: d}}
        template:
          metadata: {labels: {app: d}}
          spec: {containers: [{name: main, image: "%s"}]}
      """;

  private static final String DEPLOYMENT =
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, annotations: {deployment.kubernetes.io/revision: '2'}}\n"
          + "spec:\n  replicas: 1\n"
          + TEMPLATE.formatted("main:2");

  WorkloadContract(Ground ground) {
    super(ground);
  }

  @Test
  @Form({"create deployment", "create job"})
  void whatNobodyRunsYetIsWarnedOf() {
    Kubectl.Result made = kubectl.attempt("create", "deployment", "d", "--image=i");
    assertThat(made.success()).isEqualTo("deployment.apps/d created\n");
    assertThat(made.err()).contains("Warning: ");
    assertThat(kubectl.attempt("create", "job", "j", "--image=i").err()).contains("Warning: ");
    assertThat(kubectl.run("get", "deployments")).containsPattern("d +0/1 +0 +0 ");
  }

  @Test
  @Form({
    "scale deployment",
    "scale replicaset",
    "scale statefulset",
    "scale rc",
    "scale -f",
    "scale --current-replicas",
    "scale --all"
  })
  void scaleSaysHowManyReplicasAreWanted() {
    String rest = "spec:\n  replicas: 1\n" + TEMPLATE.formatted("main:1");
    applied(DEPLOYMENT);
    applied("apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: r}\n" + rest);
    applied(
        "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: s}\n"
            + rest
            + "  serviceName: s\n");
    applied(
        "apiVersion: v1\nkind: ReplicationController\nmetadata: {name: c}\n"
            + rest.replace("{matchLabels: {app: d}}", "{app: d}"));
    assertThat(kubectl.run("scale", "deployment", "d", "--replicas=3"))
        .isEqualTo("deployment.apps/d scaled\n");
    assertThat(field("deploy/d", "{.spec.replicas}")).isEqualTo("3");
    assertThat(kubectl.refused("scale", "deployment", "d", "--current-replicas=7", "--replicas=1"))
        .contains("Expected replicas to be 7, was 3");
    kubectl.run("scale", "replicaset", "r", "--replicas=4");
    kubectl.run("scale", "statefulset", "s", "--replicas=5");
    kubectl.run("scale", "rc", "c", "--replicas=6");
    assertThat(kubectl.run("get", "rs,sts,rc", "-o", "jsonpath={.items[*].spec.replicas}"))
        .isEqualTo("4 5 6");
    kubectl.run("scale", "-f", kubectl.file("d.yaml", DEPLOYMENT), "--replicas=8");
    kubectl.run("scale", "rs", "--all", "--replicas=0");
    assertThat(kubectl.run("get", "deploy,rs", "-o", "jsonpath={.items[*].spec.replicas}"))
        .isEqualTo("8 0");
    assertThat(kubectl.refused("scale", "deployment", "none", "--replicas=1"))
        .contains("deployments.apps \"none\" not found");
  }

  @Test
  @Form({"autoscale", "autoscale -f", "get hpa", "describe hpa"})
  void autoscaleSaysBetweenHowManyReplicas() {
    applied(DEPLOYMENT);
    Kubectl.Result made =
        kubectl.attempt("autoscale", "deployment", "d", "--min=2", "--max=5", "--cpu-percent=60");
    assertThat(made.success()).isEqualTo("horizontalpodautoscaler.autoscaling/d autoscaled\n");
    assertThat(made.err())
        .contains("Warning: horizontalpodautoscalers are kept, but nothing acts on them");
    assertThat(kubectl.run("get", "hpa"))
        .containsPattern("d +Deployment/d +cpu: <unknown>/60% +2 +5 +0 ");
    assertThat(kubectl.run("describe", "hpa", "d"))
        .containsPattern("Reference: +Deployment/d\n")
        .containsPattern("Min replicas: +2\nMax replicas: +5\n");
    String older = "horizontalpodautoscalers.v1.autoscaling/d";
    assertThat(field(older, "{.apiVersion} {.spec.targetCPUUtilizationPercentage}"))
        .isEqualTo("autoscaling/v1 60");
    kubectl.run(
        "patch", older, "--type=merge", "-p", "{\"spec\":{\"targetCPUUtilizationPercentage\":70}}");
    assertThat(
            field("hpa/d", "{.apiVersion} {.spec.metrics[*].resource.target.averageUtilization}"))
        .isEqualTo("autoscaling/v2 70");
    kubectl.run("delete", older);
    kubectl.run("autoscale", "-f", kubectl.file("d.yaml", DEPLOYMENT), "--max=3", "--name=n");
    String manifest =
        kubectl
            .run("get", "horizontalpodautoscalers.v1.autoscaling", "n", "-o", "yaml")
            .replace(": 3\n", ": 4\n");
    assertThat(kubectl.run("replace", "-f", kubectl.file("hpa.yaml", manifest)))
        .isEqualTo("horizontalpodautoscaler.autoscaling/n replaced\n");
    assertThat(field("hpa/n", "{.spec.maxReplicas}")).isEqualTo("4");
  }

  @Test
  @Form({
    "rollout status",
    "rollout status --watch",
    "rollout status --timeout",
    "rollout pause",
    "rollout resume",
    "rollout restart"
  })
  void rolloutFollowsWhatTheStatusSays() {
    applied(DEPLOYMENT);
    assertThat(kubectl.run("rollout", "status", "deployment/d", "--watch=false"))
        .contains("Waiting for deployment");
    assertThat(kubectl.refused("rollout", "status", "deployment/d", "--timeout=1s"))
        .contains("timed out");
    try (Running status = kubectl.start("rollout", "status", "deployment/d")) {
      status.awaitOut("Waiting for deployment");
      String generation = field("deploy/d", "{.metadata.generation}");
      kubectl.run(
          "patch",
          "deployment",
          "d",
          "--subresource=status",
          "--type=merge",
          "-p",
          ("{\"status\":{\"observedGeneration\":%s,\"replicas\":1,\"updatedReplicas\":1,"
                  + "\"readyReplicas\":1,\"availableReplicas\":1}}")
              .formatted(generation));
      assertThat(status.result().success()).contains("successfully rolled out");
    }
    kubectl.run("rollout", "pause", "deployment/d");
    assertThat(field("deploy/d", "{.spec.paused}")).isEqualTo("true");
    kubectl.run("rollout", "resume", "deployment/d");
    assertThat(field("deploy/d", "{.spec.paused}")).isEmpty();
    assertThat(kubectl.run("rollout", "restart", "deployment/d"))
        .isEqualTo("deployment.apps/d restarted\n");
    assertThat(field("deploy/d", "{.spec.template.metadata.annotations}"))
        .contains("kubectl.kubernetes.io/restartedAt");
  }

  @Test
  @Form({
    "rollout history",
    "rollout history --revision",
    "rollout undo",
    "rollout undo --to-revision"
  })
  void rolloutsHaveAHistoryWhereTheirSetsAreThere() {
    applied(DEPLOYMENT);
    assertThat(kubectl.run("rollout", "history", "deployment/d"))
        .contains("No rollout history found");
    String uid = field("deploy/d", "{.metadata.uid}");
    for (int revision = 1; revision <= 2; revision++) {
      applied(
          """
          apiVersion: apps/v1
          kind: ReplicaSet
          metadata: {name: d-%1$d, labels: {app: d}, annotations: {deployment.kubernetes.io/revision: '%1$d'}, \
          ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: d, uid: %2$s, controller: true}]}
          spec:
            replicas: 0
          """
                  .formatted(revision, uid)
              + TEMPLATE.formatted("main:" + revision));
    }
    assertThat(kubectl.run("rollout", "history", "deployment/d"))
        .containsPattern("REVISION +CHANGE-CAUSE\n1 +<none>\n2 +<none>");
    assertThat(kubectl.run("rollout", "history", "deployment/d", "--revision=1"))
        .containsPattern("Image:\\s+main:1");
    assertThat(kubectl.run("rollout", "undo", "deployment/d")).contains("rolled back");
    assertThat(field("deploy/d", "{..image}")).isEqualTo("main:1");
    kubectl.run("rollout", "undo", "deployment/d", "--to-revision=2");
    assertThat(field("deploy/d", "{..image}")).isEqualTo("main:2");
  }
}
