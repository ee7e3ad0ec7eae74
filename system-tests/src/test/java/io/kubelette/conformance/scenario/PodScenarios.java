package io.kubelette.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.CommandResult;
import io.kubelette.api.Query;
import io.kubelette.model.Pod;
import io.kubelette.model.PodConditionBuilder;
import io.kubelette.model.ResourceType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Pods as the API shows them. */
interface PodScenarios extends Scenes {

  String IDLE = "containers: [{name: main, image: IMAGE, command: [sleep, '100000']}]\n";

  private static List<Pod> labelled(Stage stage, String labels) {
    return stage.api().items(Query.of(ResourceType.POD).in(stage.namespace()).labels(labels));
  }

  @Scenario({"Pods should be submitted and removed", "Pods should get a host IP"})
  default void aPodIsSubmittedAndRemoved() throws UnknownHostException {
    Stage stage = stage();
    stage.readyPod(
        "one",
        "terminationGracePeriodSeconds: 30\n"
            + IDLE.replace("sleep, '100000'", "sh, -c, 'sleep 2 & wait; sleep 3'"));
    Pod pod = labelled(stage, "app=one").get(0);
    assertThat(InetAddress.getByName(pod.status().hostIP()).isAnyLocalAddress()).isFalse();

    stage.delete("one");
    assertThat(stage.api().find(ResourceType.POD, stage.namespace(), "one"))
        .hasValueSatisfying(
            ending -> {
              assertThat(ending.metadata().deletionTimestamp()).isNotNull();
              assertThat(ending.metadata().deletionGracePeriodSeconds()).isEqualTo(30);
            });
    stage.awaitGone("one");
    assertThat(labelled(stage, "app=one")).isEmpty();
  }

  @Scenario({
    "Pods should be updated",
    "Pods should run through the lifecycle of Pods and PodStatus"
  })
  default void aPodIsChangedWhileItRuns() {
    Stage stage = stage();
    stage.readyPod("one", IDLE);
    stage.change(
        "one",
        pod -> pod.withMetadata(pod.metadata().withLabels(Map.of("app", "one", "time", "now"))));
    assertThat(labelled(stage, "time=now")).hasSize(1);
    stage.awaitReady("one");
    assertThat(stage.container("one").restartCount()).isZero();
    stage.delete("one");
    stage.awaitGone("one");
  }

  @Scenario("Pods should patch a pod status")
  default void whatOthersSayInAStatusStays() {
    Stage stage = stage();
    stage.readyPod("one", IDLE);
    var foreign = PodConditionBuilder.builder().type("example.org/Seen").status("True").build();
    stage.until(
        "others may write to the status",
        () -> {
          Pod pod = stage.get("one");
          List<io.kubelette.model.PodCondition> conditions =
              Stream.concat(pod.status().conditions().stream(), Stream.of(foreign)).toList();
          stage.api().updateStatus(pod.withStatus(pod.status().withConditions(conditions)));
          return true;
        });
    stage.change(
        "one", pod -> pod.withMetadata(pod.metadata().withAnnotations(Map.of("more", "news"))));
    assertThat(stage.get("one").status().conditions())
        .anyMatch(each -> "example.org/Seen".equals(each.type()));
  }

  @Scenario("Pods should allow activeDeadlineSeconds to be updated")
  default void aPodPastItsDeadlineIsEnded() {
    Stage stage = stage();
    stage.readyPod("one", "activeDeadlineSeconds: 300\n" + IDLE);
    stage.change("one", pod -> pod.withSpec(pod.spec().withActiveDeadlineSeconds(1L)));
    stage.awaitPhase("one", "Failed");
    assertThat(stage.get("one").status().reason()).isEqualTo("DeadlineExceeded");
  }

  @Scenario({
    "Pods should support remote command execution over websockets",
    "Pods should support retrieving logs from the container over websockets"
  })
  default void commandsRunInContainersAndTheirLogsAreRead() {
    Stage stage = stage();
    stage.readyPod(
        "one", IDLE.replace("sleep, '100000'", "sh, -c, 'echo container is alive; sleep 100000'"));
    assertThat(stage.node().pods().run(stage.key("one"), "main", List.of("cat", "/etc/hostname")))
        .isEqualTo(new CommandResult(0, "one\n", ""));
    stage.until("it has spoken", () -> stage.log("one").equals("container is alive\n"));
  }

  @Scenario("Pods should delete a collection of pods")
  default void podsAreDeletedByLabel() {
    Stage stage = stage();
    for (String pod : List.of("one", "two", "three")) {
      stage.pod(pod, IDLE);
      stage.change(
          pod,
          each ->
              each.withMetadata(each.metadata().withLabels(Map.of("app", pod, "type", "test"))));
    }
    List<Pod> all = labelled(stage, "type=test");
    assertThat(all).hasSize(3);
    all.forEach(pod -> stage.delete(String.valueOf(pod.metadata().name())));
    stage.until("all are gone", () -> labelled(stage, "type=test").isEmpty());
  }

  @Scenario(
      "Pods Extended Pods Set QOS Class should be set on Pods with matching resource requests and limits for memory and cpu")
  default void theClassOfServiceFollowsFromRequestsAndLimits() {
    Stage stage = stage();
    String resources = "resources: {%s: {cpu: 100m, memory: 100Mi}}, command:";
    stage.pod("guaranteed", IDLE.replace("command:", resources.formatted("limits")));
    stage.pod("burstable", IDLE.replace("command:", resources.formatted("requests")));
    stage.pod("best-effort", IDLE);
    assertThat(stage.get("guaranteed").status().qosClass()).isEqualTo("Guaranteed");
    assertThat(stage.get("burstable").status().qosClass()).isEqualTo("Burstable");
    assertThat(stage.get("best-effort").status().qosClass()).isEqualTo("BestEffort");
  }

  @Scenario("Pods should contain environment variables for services")
  default void podsFindServicesInTheirEnvironment() {
    Stage stage = stage();
    stage.apply(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: foo-service, namespace: NAMESPACE}
        spec: {selector: {app: server}, ports: [{port: 8765, targetPort: 8080}]}
        """);
    String env = stage.output("one", IDLE.replace("sleep, '100000'", "env"));
    String host = variable(env, "FOO_SERVICE_SERVICE_HOST");
    String port = variable(env, "FOO_SERVICE_SERVICE_PORT");
    assertThat(host).isNotEmpty();
    assertThat(variable(env, "FOO_SERVICE_PORT")).isEqualTo("tcp://" + host + ":" + port);
    assertThat(env)
        .contains("FOO_SERVICE_PORT_8765_TCP=tcp://" + host + ":" + port)
        .contains("FOO_SERVICE_PORT_8765_TCP_PROTO=tcp")
        .contains("FOO_SERVICE_PORT_8765_TCP_PORT=" + port)
        .contains("FOO_SERVICE_PORT_8765_TCP_ADDR=" + host);
  }

  private static String variable(String env, String name) {
    return env.lines()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }
}
