package io.kubelette.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.model.ContainerStatus;
import io.kubelette.runtime.docker.DockerEngine;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** Containers that end, what they say last, and what their images bring along. */
interface RuntimeScenarios extends Scenes {

  /** Fails at its first run, succeeds at its second, and stays up at its third. */
  String COUNTING =
      """
      restartPolicy: %s
      volumes: [{name: runs, emptyDir: {medium: Memory}}]
      containers:
        - name: main
          image: IMAGE
          command: [sh, -c]
          args:
            - |
              echo run >> /runs/log
              [ "$(wc -l < /runs/log)" -eq 1 ] && exit 1
              [ "$(wc -l < /runs/log)" -eq 2 ] && exit 0
              exec sleep 100000
          volumeMounts: [{name: runs, mountPath: /runs}]
      """;

  @Scenario(
      "Container Runtime blackbox test when starting a container that exits should run with the expected status")
  default void aContainerThatEndsIsTreatedAsItsPolicySays() {
    Stage stage = stage();
    stage.pod("always", COUNTING.formatted("Always"));
    stage.pod("on-failure", COUNTING.formatted("OnFailure"));
    stage.pod("never", COUNTING.formatted("Never"));

    stage.until("it stays up", () -> stage.container("always").restartCount() == 2);
    stage.awaitReady("always");
    assertThat(stage.get("always").status().phase()).isEqualTo("Running");
    stage.awaitPhase("on-failure", "Succeeded");
    assertThat(stage.container("on-failure"))
        .returns(1, ContainerStatus::restartCount)
        .returns(false, ContainerStatus::ready);
    stage.awaitPhase("never", "Failed");
    assertThat(stage.container("never"))
        .returns(0, ContainerStatus::restartCount)
        .returns(false, ContainerStatus::ready);
  }

  @Scenario({
    "Container Runtime blackbox test on terminated container should report termination message as empty when pod succeeds and TerminationMessagePolicy FallbackToLogsOnError is set",
    "Container Runtime blackbox test on terminated container should report termination message from file when pod succeeds and TerminationMessagePolicy FallbackToLogsOnError is set",
    "Container Runtime blackbox test on terminated container should report termination message from log output if TerminationMessagePolicy FallbackToLogsOnError is set",
    "Container Runtime blackbox test on terminated container should report termination message if TerminationMessagePath is set as non-root user and at a non-default path"
  })
  default void lastWordsComeFromTheFileOrTheLog() {
    Stage stage = stage();
    String fallback = "terminationMessagePolicy: FallbackToLogsOnError";
    stage.pod("silent", speaking("echo DONE", fallback));
    stage.pod("file", speaking("printf OK > /dev/termination-log", fallback));
    stage.pod("log", speaking("printf DONE; exit 1", fallback));
    stage.pod(
        "elsewhere",
        speaking(
            "printf DONE > /dev/custom-log",
            "terminationMessagePath: /dev/custom-log, securityContext: {runAsUser: 1000}"));

    assertThat(lastWords(stage, "silent", "Succeeded")).isEmpty();
    assertThat(lastWords(stage, "file", "Succeeded")).isEqualTo("OK");
    assertThat(lastWords(stage, "log", "Failed")).isEqualTo("DONE");
    assertThat(lastWords(stage, "elsewhere", "Succeeded")).isEqualTo("DONE");
  }

  private static String speaking(String script, String fields) {
    return """
        restartPolicy: Never
        containers:
          - {name: main, image: IMAGE, command: [sh, -c, '%s'], %s}
        """
        .formatted(script, fields);
  }

  private static String lastWords(Stage stage, String pod, String phase) {
    stage.awaitPhase(pod, phase);
    return Objects.requireNonNullElse(stage.container(pod).state().terminated().message(), "");
  }

  @Scenario({
    "Containers should use the image defaults if command and args are blank",
    "Containers should be able to override the image's default arguments (container cmd)",
    "Containers should be able to override the image's default command (container entrypoint)",
    "Containers should be able to override the image's default command and arguments"
  })
  default void commandAndArgumentsReplaceThoseOfTheImage() {
    String image = DockerEngine.entrypoint().orElse("");
    Assumptions.assumeFalse(image.isEmpty(), "there is no image with an entry point");
    Stage stage = stage();
    String spec = "restartPolicy: Never\ncontainers: [{name: main, image: '%s'%s}]\n";
    stage.pod("defaults", spec.formatted(image, ""));
    stage.pod("arguments", spec.formatted(image, ", args: [override, arguments]"));
    stage.pod("command", spec.formatted(image, ", command: [/bin/echo, override]"));
    stage.pod("both", spec.formatted(image, ", command: [/bin/echo], args: [override, both]"));

    assertThat(stage.outputOf("defaults")).isEqualTo("entrypoint default-argument\n");
    assertThat(stage.outputOf("arguments")).isEqualTo("entrypoint override arguments\n");
    assertThat(stage.outputOf("command")).isEqualTo("override\n");
    assertThat(stage.outputOf("both")).isEqualTo("override both\n");
  }
}
