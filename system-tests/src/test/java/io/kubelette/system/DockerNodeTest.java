package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.Kubelette;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.docker.DockerEngine;
import io.kubelette.runtime.docker.DockerRuntime;
import io.kubelette.runtime.docker.DockerTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node on a real engine. */
@DockerTest
final class DockerNodeTest extends NodeContract {

  @Override
  ContainerRuntime connect() {
    return DockerRuntime.connect();
  }

  @Override
  String image() {
    return DockerEngine.busybox();
  }

  @Override
  String talker() {
    return DockerEngine.busybox();
  }

  @Test
  void aKilledProcessLeavesItsPodsToTheNextStartWhichAdoptsThem() throws Exception {
    Process process = startProcess(owner);
    List<String> before = containersOf(owner);
    assertThat(before).hasSize(1);
    process.destroyForcibly().waitFor();
    assertThat(containersOf(owner)).isEqualTo(before);
    try (Kubelette node = node(owner).root(root).start()) {
      apply(node, Manifest.pod("one", image()));
      assertThat(containersOf(owner)).isEqualTo(before);
      assertThat(get(node, "one").status().containerStatuses().get(0).restartCount()).isZero();
    }
    assertThat(observer.observe(owner)).isEmpty();
  }

  @Test
  void volumesInMemoryGoWithTheirPod() {
    String pod =
        Manifest.pod("one", image())
            .replace(
                "  containers:",
                "  volumes: [{name: m, emptyDir: {medium: Memory}}]\n  containers:")
            .replace("command:", "volumeMounts: [{name: m, mountPath: /m}]\n      command:");
    try (Kubelette node = node(owner).start()) {
      apply(node, pod);
      assertThat(DockerEngine.volumesOf(owner)).hasSize(1);
    }
    assertThat(DockerEngine.volumesOf(owner)).isEmpty();
  }

  @Test
  void aNodeInAnotherProcessIsLeftAlone() throws Exception {
    String other = owner + "-process";
    Process process = startProcess(other);
    try {
      List<String> theirs = containersOf(other);
      try (Kubelette first = node(owner).start();
          Kubelette second = node(owner + "-second").start()) {
        apply(first, Manifest.pod("one", image()));
        apply(second, Manifest.pod("one", image()));
      }
      assertThat(containersOf(other)).isEqualTo(theirs).hasSize(1);
    } finally {
      process.getOutputStream().close();
      assertThat(process.waitFor()).isZero();
    }
    assertThat(observer.observe(other)).isEmpty();
  }

  private Process startProcess(String owner) throws IOException {
    Path java = Path.of(ProcessHandle.current().info().command().orElse("java"));
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                ManagementFactory.getRuntimeMXBean().getClassPath(),
                NodeProgram.class.getName(),
                owner,
                root.toString(),
                image())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    while (line != null && !line.equals(NodeProgram.READY)) {
      line = output.readLine();
    }
    assertThat(line).isEqualTo(NodeProgram.READY);
    return process;
  }
}
