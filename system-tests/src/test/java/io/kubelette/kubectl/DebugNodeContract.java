package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.KubeletteBuilder;
import io.kubelette.api.PodPolicy;
import org.junit.jupiter.api.Test;

/** Debugging the machine of a node, on one that trusts its pods. */
abstract class DebugNodeContract extends KubectlContract {

  DebugNodeContract(Ground ground) {
    super(ground);
  }

  @Override
  KubeletteBuilder make(KubeletteBuilder builder) {
    return builder.policy(PodPolicy.privileged());
  }

  @Test
  @Form({"debug node/", "debug -i"})
  void debugEntersTheMachineOfANodeThatTrustsItsPods() {
    Kubectl.Result shell =
        kubectl.fed(
            "inside\n",
            "debug",
            "node/" + node.name(),
            "-i",
            "--image=" + ground.image(),
            "--",
            "sh",
            "-c",
            "read x; echo got $x; test -d /host/etc");
    assertThat(shell.success()).contains("got inside\n");
    assertThat(kubectl.run("get", "pods", "-o", "jsonpath={.items[0].spec.volumes[0].hostPath}"))
        .contains("\"path\":\"/\"");
  }
}
