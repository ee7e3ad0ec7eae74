package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What an operator does to a node, which these tests have for themselves. */
abstract class NodeCommandsContract extends KubectlContract {

  NodeCommandsContract(Ground ground) {
    super(ground);
  }

  @Test
  @Form({"cordon", "uncordon"})
  void aCordonedNodeGetsNoPods() {
    assertThat(kubectl.run("cordon", node.name())).endsWith(" cordoned\n");
    assertThat(kubectl.run("get", "nodes")).containsPattern("Ready,SchedulingDisabled");
    applied(pod("late", "sleep 100000"));
    kubectl.run("wait", "--for=condition=PodScheduled=false", "pod/late", "--timeout=50s");
    assertThat(kubectl.run("uncordon", node.name())).endsWith(" uncordoned\n");
    kubectl.run("wait", "--for=condition=Ready", "pod/late", "--timeout=50s");
  }

  @Test
  @Form({"taint", "taint --overwrite", "taint --all"})
  void aTaintedNodeGetsOnlyWhoToleratesIt() {
    assertThat(kubectl.run("taint", "node", node.name(), "dedicated=x:NoSchedule"))
        .endsWith(" tainted\n");
    assertThat(kubectl.refused("taint", "node", node.name(), "dedicated=y:NoSchedule"))
        .contains("already has dedicated taint");
    kubectl.run("taint", "node", node.name(), "dedicated=y:NoSchedule", "--overwrite");
    assertThat(kubectl.run("describe", "node", node.name())).contains("dedicated=y:NoSchedule");
    applied(pod("late", "sleep 100000"));
    kubectl.run("wait", "--for=condition=PodScheduled=false", "pod/late", "--timeout=50s");
    assertThat(kubectl.run("taint", "nodes", "--all", "dedicated-")).endsWith(" untainted\n");
    kubectl.run("wait", "--for=condition=Ready", "pod/late", "--timeout=50s");
  }

  @Test
  @Form({
    "drain --force",
    "drain --dry-run=server",
    "drain --pod-selector",
    "drain --delete-emptydir-data",
    "drain --ignore-daemonsets",
    "drain --disable-eviction"
  })
  void drainSendsThePodsAway() {
    ready(
        pod("plain", "sleep 100000")
            + "---\n"
            + pod("guarded", "sleep 100000")
            + "  volumes: [{name: v, emptyDir: {}}]\n");
    String only = "--pod-selector=app in (plain,guarded)";
    assertThat(kubectl.refused("drain", node.name(), only))
        .contains("cannot delete", "declare no controller");
    assertThat(
            kubectl.run(
                "drain",
                node.name(),
                "--force",
                "--dry-run=server",
                "--delete-emptydir-data",
                only))
        .contains("plain (server dry run)");
    kubectl.run("create", "pdb", "budget", "--selector=app=guarded", "--min-available=1");
    assertThat(
            kubectl.run(
                "drain", node.name(), "--force", "--ignore-daemonsets", "--pod-selector=app=plain"))
        .contains("pod/plain evicted", " drained\n");
    assertThat(
            kubectl.refused(
                "drain", node.name(), "--force", "--delete-emptydir-data", only, "--timeout=1s"))
        .contains("Cannot evict pod as it would violate the pod's disruption budget.");
    kubectl.run(
        "drain", node.name(), "--force", "--delete-emptydir-data", "--disable-eviction", only);
    assertThat(kubectl.run("get", "pods", "-o", "name")).isEmpty();
    kubectl.run("uncordon", node.name());
  }

  @Test
  @Form({
    "top pod",
    "top pod --containers",
    "top pod -A",
    "top pod -l",
    "top node",
    "top pod --sum"
  })
  void topTellsWhatIsUsed() {
    ready(pod("web", "sleep 100000"));
    assertThat(kubectl.run("top", "pod"))
        .containsPattern("NAME +CPU\\(cores\\) +MEMORY\\(bytes\\) *\nweb +\\d+m +\\d+Mi");
    assertThat(kubectl.run("top", "pod", "web", "--containers"))
        .containsPattern("web +main +\\d+m");
    assertThat(kubectl.run("top", "pod", "-A", "--sort-by=memory")).contains(namespace);
    assertThat(kubectl.run("top", "pod", "-l", "app=web", "--sum", "--no-headers"))
        .contains("web ");
    assertThat(kubectl.run("top", "node"))
        .containsPattern("NAME +CPU\\(cores\\) +CPU\\(?%\\)? +MEMORY\\(bytes\\) +MEMORY\\(?%\\)?")
        .containsPattern(node.name() + " +\\d+m +\\d+% +\\d+Mi +\\d+%");
  }
}
