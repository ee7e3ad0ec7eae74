package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.runtime.docker.DockerTest;
import org.junit.jupiter.api.Test;

/** What only real processes show. */
@DockerTest
class DockerCommandsTest extends KubectlContract {

  DockerCommandsTest() {
    super(new DockerGround());
  }

  @Test
  @Form({"exec -it", "attach -it"})
  void aTerminalHasItsSize() {
    ready(
        pod("web", "sleep 100000")
            + "---\n"
            + pod("asks", "while read x; do echo got $x; stty size; done; sleep 100000")
                .replace("{name: main", "{name: main, stdin: true, tty: true"));
    String sized = "until [ \"$(stty size)\" = \"33 77\" ]; do sleep 0.1; done; tty; echo sized";
    try (Running exec = kubectl.terminal(33, 77, "exec", "-it", "web", "--", "sh", "-c", sized)) {
      assertThat(exec.result().success()).contains("/dev/", "sized\r\n");
    }
    try (Running attached = kubectl.terminal(22, 66, "attach", "-it", "asks")) {
      attached.awaitOut(
          text -> {
            attached.type("ask\n");
            return text.contains("got ask\r\n22 66\r\n");
          });
    }
  }

  @Test
  @Form({"debug -it --target"})
  void debugSeesTheProcessesOfItsTarget() {
    ready(pod("web", "sleep 100000"));
    try (Running shell =
        kubectl.terminal(
            24,
            80,
            "debug",
            "web",
            "-it",
            "--image=" + ground.image(),
            "--target=main",
            "--profile=baseline",
            "--",
            "sh")) {
      shell.awaitOut("# ");
      shell.type("ps\n");
      shell.awaitOut("sleep 100000");
      shell.type("exit 0\n");
      assertThat(shell.result().exitCode()).isZero();
    }
  }
}
