package io.kubelette.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.Pods;
import io.kubelette.model.Event;
import java.time.Duration;

/**
 * Probes. The suite's node probes ten times as often as a pod says, so a delay of 30 s is one of 3
 * s.
 */
interface ProbeScenarios extends Scenes {

  /** How often a probe that must do no harm is watched. */
  int OFTEN = 5;

  /** As often and as patiently as these scenarios probe. */
  String RHYTHM = "periodSeconds: 3, timeoutSeconds: 30";

  /** Stays up, with a probe by a command that counts its runs. */
  private static String commanded(String kind, String script, String fields) {
    return """
        containers:
          - name: main
            image: IMAGE
            command: [sh, -c, 'touch /tmp/health /tmp/asked; exec sleep 100000']
            %s: {exec: {command: [sh, -c, 'echo run >> /tmp/asked; %s']}, %s}
        """
        .formatted(kind, script, fields);
  }

  private static void awaitOften(Stage stage, String pod) {
    stage.until(
        "it was probed often", () -> stage.shell(pod, "cat /tmp/asked").lines().count() >= OFTEN);
  }

  private static void assertNeverRestarted(Stage stage, String pod) {
    assertThat(stage.container(pod).restartCount()).as(pod).isZero();
  }

  private static void awaitRestart(Stage stage, String pod) {
    stage.until(pod + " is restarted", () -> stage.container(pod).restartCount() >= 1);
  }

  @Scenario(
      "Probing container with readiness probe should not be ready before initial delay and never restart")
  default void noPodIsReadyBeforeItsInitialDelay() {
    Stage stage = stage();
    stage.readyPod("one", commanded("readinessProbe", "true", "initialDelaySeconds: 30"));

    Duration delay =
        Duration.between(
            stage.container("one").state().running().startedAt(),
            stage.get("one").status().conditions().stream()
                .filter(each -> "Ready".equals(each.type()))
                .findFirst()
                .orElseThrow()
                .lastTransitionTime());
    assertThat(delay)
        .as("3 s, told in whole seconds")
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    assertNeverRestarted(stage, "one");
  }

  @Scenario(
      "Probing container with readiness probe that fails should never be ready and never restart")
  default void aPodWhoseReadinessFailsIsNeitherReadyNorRestarted() {
    Stage stage = stage();
    stage.pod("one", commanded("readinessProbe", "false", RHYTHM));
    stage.awaitPhase("one", "Running");
    awaitOften(stage, "one");
    assertThat(Pods.isReady(stage.get("one"))).isFalse();
    assertNeverRestarted(stage, "one");
  }

  @Scenario({
    "Probing container should be restarted with a exec \"cat /tmp/health\" liveness probe",
    "Probing container should *not* be restarted with a exec \"cat /tmp/health\" liveness probe"
  })
  default void aCommandTellsWhetherAContainerLives() {
    Stage stage = stage();
    stage.readyPod("ill", commanded("livenessProbe", "cat /tmp/health", RHYTHM));
    stage.readyPod("well", commanded("livenessProbe", "cat /tmp/health", RHYTHM));
    stage.shell("ill", "rm /tmp/health");
    awaitRestart(stage, "ill");
    awaitOften(stage, "well");
    assertNeverRestarted(stage, "well");
  }

  @Scenario("Probing container should be restarted with an exec liveness probe with timeout")
  default void aCommandThatTakesTooLongHasFailed() {
    Stage stage = stage();
    stage.pod(
        "slow", commanded("livenessProbe", "sleep 100", "failureThreshold: 1, timeoutSeconds: 1"));
    awaitRestart(stage, "slow");
  }

  @Scenario({
    "Probing container should be restarted with a /healthz http liveness probe",
    "Probing container should *not* be restarted with a /healthz http liveness probe",
    "Probing container should be restarted with a local redirect http liveness probe",
    "Probing container should *not* be restarted with a non-local redirect http liveness probe"
  })
  default void anHttpAnswerTellsWhetherAContainerLives() {
    Stage stage = stage();
    String probe = "    livenessProbe: {httpGet: {path: /healthz, port: web}, " + RHYTHM + "}\n";
    for (String pod : new String[] {"ill", "well", "sent-on", "sent-away"}) {
      stage.pod(pod, Server.SPEC + probe);
    }
    stage.awaitReady("ill");
    stage.shell("ill", "touch /tmp/ill");
    stage.awaitReady("sent-on");
    stage.shell("sent-on", "echo /ill > /tmp/elsewhere");
    stage.awaitReady("sent-away");
    stage.shell("sent-away", "echo http://192.0.2.1/ > /tmp/elsewhere");
    stage.awaitReady("well");

    awaitRestart(stage, "ill");
    awaitRestart(stage, "sent-on");
    awaitOften(stage, "well");
    awaitOften(stage, "sent-away");
    assertNeverRestarted(stage, "well");
    assertNeverRestarted(stage, "sent-away");
    stage.until(
        "a warning tells of the redirect",
        () ->
            stage.events("sent-away").stream().map(Event::reason).anyMatch("ProbeWarning"::equals));
  }

  @Scenario("Probing container should *not* be restarted with a tcp:8080 liveness probe")
  default void aPortThatOpensTellsThatAContainerLives() {
    Stage stage = stage();
    stage.readyPod(
        "one",
        """
        containers:
          - name: main
            image: IMAGE
            command: [sh, -c, 'touch /tmp/asked; exec nc -ll -p 8080 -e sh -c "echo run >> /tmp/asked"']
            livenessProbe: {tcpSocket: {port: 8080}, initialDelaySeconds: 10, %s}
        """
            .formatted(RHYTHM));
    awaitOften(stage, "one");
    assertNeverRestarted(stage, "one");
  }

  /** Says SERVING to whoever asks over gRPC: frames of HTTP/2, written by hand. */
  String GRPC =
      """
      containers:
        - name: main
          image: IMAGE
          command: [sh, -c]
          args:
            - |
              cat > /tmp/answer <<'END'
              echo run >> /tmp/asked
              printf '\\000\\000\\000\\004\\000\\000\\000\\000\\000'
              sleep 0.3
              printf '\\000\\000\\000\\004\\001\\000\\000\\000\\000'
              printf '\\000\\000\\024\\001\\004\\000\\000\\000\\001\\210\\017\\020\\020application/grpc'
              printf '\\000\\000\\007\\000\\000\\000\\000\\000\\001\\000\\000\\000\\000\\002\\010\\001'
              printf '\\000\\000\\017\\001\\005\\000\\000\\000\\001\\000\\013grpc-status\\0010'
              cat > /dev/null
              END
              touch /tmp/asked
              exec nc -ll -p 5000 -e sh /tmp/answer
          livenessProbe: {grpc: {port: %d}, initialDelaySeconds: 10, %s}
      """;

  @Scenario({
    "Probing container should *not* be restarted with a GRPC liveness probe",
    "Probing container should be restarted with a GRPC liveness probe"
  })
  default void aGrpcAnswerTellsWhetherAContainerLives() {
    Stage stage = stage();
    stage.readyPod("well", GRPC.formatted(5000, RHYTHM));
    stage.pod("ill", GRPC.formatted(2333, RHYTHM));
    awaitRestart(stage, "ill");
    awaitOften(stage, "well");
    assertNeverRestarted(stage, "well");
  }

  @Scenario("Probing container should have monotonically increasing restart count")
  default void theCountOfRestartsOnlyGrows() {
    Stage stage = stage();
    stage.pod("one", commanded("livenessProbe", "false", "failureThreshold: 1, " + RHYTHM));
    int last = 0;
    while (last < 3) {
      int before = last;
      stage.until("one more restart", () -> stage.container("one").restartCount() != before);
      last = stage.container("one").restartCount();
      assertThat(last).isGreaterThan(before);
    }
  }

  @Scenario({
    "Probing container should be ready immediately after startupProbe succeeds",
    "Probing container should be restarted startup probe fails"
  })
  default void aStartupProbeComesFirst() {
    Stage stage = stage();
    String ready =
        "    readinessProbe: {exec: {command: ['true']}, periodSeconds: 1000, timeoutSeconds: 30}\n";
    stage.pod(
        "one",
        commanded("startupProbe", "cat /tmp/begun", "failureThreshold: 1000, " + RHYTHM) + ready);
    stage.pod("late", commanded("startupProbe", "false", RHYTHM));
    stage.awaitPhase("one", "Running");
    awaitOften(stage, "one");
    assertThat(stage.container("one").started()).isFalse();
    assertThat(Pods.isReady(stage.get("one"))).isFalse();

    stage.shell("one", "touch /tmp/begun");
    stage.awaitReady("one");
    assertNeverRestarted(stage, "one");
    awaitRestart(stage, "late");
  }
}
