package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** What containers have written. */
abstract class LogContract extends KubectlContract {

  LogContract(Ground ground) {
    super(ground);
  }

  /** A pod whose log has three lines, and goes on. */
  private void talker() {
    ready(pod("talker", "echo one; echo two; sleep 1.1; echo three; sleep 100000"));
    await().atMost(PATIENCE).until(() -> kubectl.run("logs", "talker").contains("three"));
  }

  @Test
  @Form({
    "logs",
    "logs --tail",
    "logs --timestamps",
    "logs --since",
    "logs --since-time",
    "logs --limit-bytes",
    "logs --ignore-errors",
    "logs --pod-running-timeout",
    "logs --insecure-skip-tls-verify-backend"
  })
  void logsAreReadInPart() {
    talker();
    assertThat(kubectl.run("logs", "talker")).isEqualTo("one\ntwo\nthree\n");
    assertThat(kubectl.run("logs", "pod/talker", "--tail=1")).isEqualTo("three\n");
    assertThat(kubectl.run("logs", "talker", "--tail=0")).isEmpty();
    assertThat(kubectl.run("logs", "talker", "--limit-bytes=5")).isEqualTo("one\nt");
    String stamped = kubectl.run("logs", "talker", "--timestamps");
    assertThat(stamped).matches("(20\\d\\d-\\d\\d-\\d\\dT[\\d:.]+Z (one|two|three)\n){3}");
    assertThat(
            kubectl.run(
                "logs", "talker", "--since-time=" + stamped.lines().toList().get(2).split(" ")[0]))
        .isEqualTo("three\n");
    assertThat(kubectl.run("logs", "talker", "--since=1h")).isEqualTo("one\ntwo\nthree\n");
    await().atMost(PATIENCE).until(() -> kubectl.run("logs", "talker", "--since=1s").isEmpty());
    assertThat(
            kubectl.run(
                "logs",
                "talker",
                "--ignore-errors",
                "--pod-running-timeout=10s",
                "--insecure-skip-tls-verify-backend"))
        .isEqualTo("one\ntwo\nthree\n");
    assertThat(kubectl.refused("logs", "nobody")).contains("pods \"nobody\" not found");
  }

  @Test
  @Form({
    "logs -c",
    "logs --all-containers",
    "logs --prefix",
    "logs -l",
    "logs -l --max-log-requests",
    "logs --all-pods"
  })
  void logsOfSeveralContainersAreRead() {
    String second =
        "  - {name: side, image: \"%s\", command: [sh, -c, \"echo aside; sleep 100000\"]}\n";
    ready(
        pod("one", "echo of-one; sleep 100000")
            + second.formatted(ground.image())
            + "---\n"
            + pod("two", "echo of-two; sleep 100000").replace("{app: two}", "{app: one}"));
    String all = "aside\nof-one\nof-two\n";
    await()
        .atMost(PATIENCE)
        .until(() -> sorted(kubectl.run("logs", "-l", "app=one", "--all-containers")).equals(all));
    assertThat(kubectl.run("logs", "one", "-c", "side")).isEqualTo("aside\n");
    Kubectl.Result first = kubectl.attempt("logs", "one");
    assertThat(first.success()).isEqualTo("of-one\n");
    assertThat(first.err()).contains("Defaulted container \"main\" out of: main, side");
    assertThat(sorted(kubectl.run("logs", "one", "--all-containers", "--prefix")))
        .isEqualTo("[pod/one/main] of-one\n[pod/one/side] aside\n");
    assertThat(sorted(kubectl.run("logs", "-l", "app=one", "-c", "main")))
        .isEqualTo("of-one\nof-two\n");
    assertThat(
            kubectl.refused(
                "logs", "-l", "app=one", "-f", "--all-containers", "--max-log-requests=1"))
        .contains("maximum allowed concurrency");
    assertThat(kubectl.refused("logs", "one", "-c", "nope"))
        .contains("container nope is not valid for pod one");
    applied(
        "apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: r}\nspec: {replicas: 0, selector:"
            + " {matchLabels: {app: one}}, template: {metadata: {labels: {app: one}}, spec:"
            + " {containers: [{name: main, image: i}]}}}\n");
    assertThat(sorted(kubectl.run("logs", "replicaset/r", "--all-pods", "-c", "main")))
        .contains("of-one\n", "of-two\n");
  }

  private static String sorted(String lines) {
    return String.join("", lines.lines().sorted().map(line -> line + "\n").toList());
  }

  @Test
  @Form({"logs -f", "logs -f --tail"})
  void aLogIsFollowedUntilItsContainerEnds() {
    talker();
    try (Running follow = kubectl.start("logs", "-f", "talker");
        Running last = kubectl.start("logs", "-f", "--tail=1", "talker")) {
      follow.awaitOut("three");
      last.awaitOut("three");
      kubectl.run("delete", "pod", "talker", "--grace-period=1");
      assertThat(follow.result().success()).isEqualTo("one\ntwo\nthree\n");
      assertThat(last.result().success()).isEqualTo("three\n");
    }
  }

  @Test
  @Form({"logs --previous", "logs -p"})
  void theLogBeforeARestartIsKept() {
    ready(pod("back", "sleep 100000"));
    assertThat(kubectl.refused("logs", "back", "--previous"))
        .contains("previous terminated container \"main\" in pod \"back\" not found");
    applied(pod("ending", "echo said; exit 1"));
    await()
        .atMost(PATIENCE)
        .until(() -> kubectl.attempt("logs", "ending", "-p").out().equals("said\n"));
  }
}
