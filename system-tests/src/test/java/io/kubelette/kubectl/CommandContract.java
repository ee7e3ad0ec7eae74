package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Commands in containers, and streams to and from them. */
abstract class CommandContract extends KubectlContract {

  CommandContract(Ground ground) {
    super(ground);
  }

  @Test
  @Form({"exec", "exec -i", "exec -c", "exec -q"})
  void commandsRunWithTheirInputAndExitCode() {
    String side =
        "  - {name: side, image: \"%s\", command: [sleep, \"100000\"], env: [{name: WHO, value: side}]}\n";
    ready(pod("web", "sleep 100000") + side.formatted(ground.image()));
    assertThat(kubectl.run("exec", "web", "-c", "main", "--", "echo", "hi", "there"))
        .isEqualTo("hi there\n");
    assertThat(kubectl.run("exec", "-q", "web", "-c", "side", "--", "sh", "-c", "echo $WHO"))
        .isEqualTo("side\n");
    Kubectl.Result failed =
        kubectl.attempt("exec", "web", "-c", "main", "--", "sh", "-c", "exit 3");
    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.err()).contains("command terminated with exit code 3");
    Kubectl.Result both =
        kubectl.attempt(
            "exec", "web", "-c", "main", "--", "sh", "-c", "echo out; echo err > /dev/stderr");
    assertThat(both.out()).isEqualTo("out\n");
    assertThat(both.err()).isEqualTo("err\n");
    String much = "0123456789abcdef\n".repeat(20_000);
    assertThat(kubectl.fed(much, "exec", "-i", "web", "-c", "main", "--", "cat").success())
        .isEqualTo(much);
    assertThat(kubectl.refused("exec", "web", "-c", "nope", "--", "true"))
        .contains("container nope is not valid for pod web");
    assertThat(kubectl.refused("exec", "nobody", "--", "true")).contains("\"nobody\" not found");
  }

  /** As kubectl does where something on the way refuses WebSocket. */
  @Test
  @Form({"exec -i", "attach -i"})
  void commandsRunOverSpdyToo() {
    ready(pod("echo", "cat").replace("{name: main", "{name: main, stdin: true"));
    Kubectl spdy = kubectl.with("KUBECTL_REMOTE_COMMAND_WEBSOCKETS", "false");
    String much = "0123456789abcdef\n".repeat(20_000);
    assertThat(spdy.fed(much, "exec", "-i", "echo", "--", "cat").success()).isEqualTo(much);
    Kubectl.Result failed =
        spdy.attempt("exec", "echo", "--", "sh", "-c", "echo out; echo err > /dev/stderr; exit 3");
    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.out()).isEqualTo("out\n");
    assertThat(failed.err()).contains("err\n");
    try (Running attached = spdy.start("attach", "-i", "echo")) {
      attached.type("typed\n");
      attached.awaitOut("typed\n");
    }
  }

  @Test
  @Form({"exec -it"})
  void aCommandHasATerminal() {
    ready(pod("web", "sleep 100000"));
    try (Running shell = kubectl.terminal(33, 77, "exec", "-it", "web", "--", "sh")) {
      shell.type("echo typed > /tmp/typed\n");
      shell.type("cat /tmp/typed\n");
      shell.awaitOut(
          text -> text.replace("\r", "").contains("\ntyped\n") || text.startsWith("typed"));
      shell.type("exit 4\n");
      assertThat(shell.result().exitCode()).isEqualTo(4);
    }
  }

  @Test
  @Form({"attach -i", "attach -c"})
  void attachJoinsTheContainer() {
    ready(
        pod("reader", "read x; echo got $x; read y; echo and $y; sleep 100000")
            .replace("{name: main", "{name: main, stdin: true"));
    try (Running attached = kubectl.start("attach", "-i", "reader", "-c", "main")) {
      attached.type("first\n");
      attached.awaitOut("got first");
      attached.type("second\n");
      attached.awaitOut("and second");
    }
  }

  @Test
  @Form({"attach", "attach -i"})
  void whoAttachesWithoutInputSeesWhatTheContainerWrites() {
    ready(pod("echo", "cat").replace("{name: main", "{name: main, stdin: true"));
    try (Running watching = kubectl.start("attach", "echo");
        Running typing = kubectl.start("attach", "-i", "echo")) {
      watching.type("not for the container\n");
      watching.awaitOut(
          text -> {
            typing.type("typed by the other\n");
            return text.contains("typed by the other\n");
          });
      kubectl.run("delete", "pod", "echo", "--now");
      assertThat(watching.result().out())
          .contains("typed by the other\n")
          .doesNotContain("not for the container");
    }
  }

  @Test
  @Form({"run -i --rm", "run --attach", "run -it --rm"})
  void runJoinsItsContainer() {
    String image = "--image=" + ground.image();
    Kubectl.Result fed =
        kubectl.fed("through\n", "run", "one", "-i", "--rm", "--restart=Never", image, "--", "cat");
    assertThat(fed.success()).contains("through\n", "pod \"one\" deleted");
    Kubectl.Result attached =
        kubectl.attempt(
            "run",
            "two",
            "--attach",
            "--restart=Never",
            image,
            "--command",
            "--",
            "sh",
            "-c",
            "sleep 1; echo told; exit 5");
    assertThat(attached.exitCode()).isEqualTo(5);
    assertThat(attached.out()).contains("told\n");
    try (Running shell =
        kubectl.terminal(
            20, 80, "run", "three", "-it", "--rm", "--restart=Never", image, "--", "sh")) {
      // What is typed before the terminal is there may be lost, as with every kubectl.
      shell.awaitOut(
          text -> text.contains("If you don't see a command prompt") || text.contains("#"));
      shell.type("echo from inside\n");
      shell.awaitOut("from inside");
      shell.type("exit 0\n");
      assertThat(shell.result().exitCode()).isZero();
    }
    kubectl.run("wait", "--for=delete", "pod/three", "--timeout=50s");
    assertThat(kubectl.run("get", "pods", "-o", "name")).isEqualTo("pod/two\n");
  }

  @Test
  @Form({"cp", "cp -c"})
  void filesAreCopiedBothWays() throws IOException {
    ready(pod("web", "sleep 100000"));
    String text = "line after line\n".repeat(30_000);
    Path file = Path.of(kubectl.file("there/file.txt", text));
    kubectl.file("there/deeper/other.txt", "other\n");
    kubectl.run("cp", file.toString(), "web:/tmp/file.txt");
    assertThat(kubectl.run("exec", "web", "--", "cat", "/tmp/file.txt")).isEqualTo(text);
    kubectl.run("cp", home.resolve("there").toString(), "web:/tmp", "-c", "main");
    assertThat(kubectl.run("exec", "web", "--", "cat", "/tmp/there/deeper/other.txt"))
        .isEqualTo("other\n");
    kubectl.run("cp", namespace + "/web:/tmp/there", home.resolve("back").toString());
    assertThat(Files.readString(home.resolve("back/file.txt"))).isEqualTo(text);
    assertThat(Files.readString(home.resolve("back/deeper/other.txt"))).isEqualTo("other\n");
  }

  @Test
  @Form({"debug --image", "debug -i", "debug --target", "debug --copy-to", "debug --attach=false"})
  void debugBringsAnotherContainer() {
    ready(pod("web", "sleep 100000"));
    String image = "--image=" + ground.image();
    Kubectl.Result shell =
        kubectl.fed(
            "inside\n",
            "debug",
            "web",
            "-i",
            image,
            "-c",
            "first",
            "--target=main",
            "--profile=baseline",
            "--",
            "sh",
            "-c",
            "read x; echo got $x");
    assertThat(shell.success()).contains("got inside\n");
    kubectl.run(
        "debug",
        "web",
        image,
        "-c",
        "second",
        "--attach=false",
        "--profile=baseline",
        "--",
        "sh",
        "-c",
        "echo looked; sleep 100000");
    kubectl.run(
        "wait",
        "--timeout=50s",
        "--for=jsonpath={.status.ephemeralContainerStatuses[?(@.name=='second')].state.running}",
        "pod/web");
    assertThat(field("pod/web", "{.spec.ephemeralContainers[*].name}")).isEqualTo("first second");
    await()
        .atMost(PATIENCE)
        .until(() -> kubectl.run("logs", "web", "-c", "second").equals("looked\n"));
    assertThat(kubectl.run("describe", "pod", "web")).contains("Ephemeral Containers:");
    kubectl.run(
        "debug",
        "web",
        image,
        "--copy-to=copy",
        "-c",
        "extra",
        "--attach=false",
        "--profile=baseline",
        "--",
        "sleep",
        "100000");
    assertThat(field("pod/copy", "{.spec.containers[*].name}")).isEqualTo("main extra");
    assertThat(kubectl.refused("debug", "node/" + node.name(), image, "--attach=false"))
        .contains("forbidden: violates PodSecurity", "spec.hostPID", "spec.volumes[0].hostPath");
  }
}
