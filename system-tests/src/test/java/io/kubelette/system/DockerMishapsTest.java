package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubelette.Kubelette;
import io.kubelette.api.Pods;
import io.kubelette.api.Query;
import io.kubelette.conformance.Row;
import io.kubelette.model.Event;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ObservedContainer;
import io.kubelette.runtime.ObservedSandbox;
import io.kubelette.runtime.docker.DockerEngine;
import io.kubelette.runtime.docker.DockerRuntime;
import io.kubelette.runtime.docker.DockerTest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to machines: a disk is full, a process is killed, a volume holds too much. */
@DockerTest
final class DockerMishapsTest extends NodeFixture {

  @TempDir Path elsewhere;

  @Override
  ContainerRuntime connect() {
    return DockerRuntime.connect();
  }

  @Override
  String image() {
    return DockerEngine.busybox();
  }

  private static List<String> messages(Kubelette node, String reason) {
    return node.api().items(Query.of(ResourceType.EVENT)).stream()
        .filter(event -> reason.equals(event.reason()))
        .map(Event::message)
        .toList();
  }

  private static String mounting(String pod, String volume) {
    return pod.replace("  containers:", "  volumes: [" + volume + "]\n  containers:")
        .replace("command:", "volumeMounts: [{name: v, mountPath: /v}]\n      command:");
  }

  @Test
  @Row({"K04-03", "K04-01"})
  void aSandboxWhoseProcessIsKilledIsMadeAnewWithAllItsContainers() throws IOException {
    try (Kubelette node = node(owner).start()) {
      apply(node, Manifest.pod("one", image()));
      String before = containersOf(owner).get(0);
      String sandbox = observer.observe(owner).get(0).sandboxes().get(0).id();
      long pid = DockerEngine.pidOf(sandbox);
      assumeTrue(isProcessOf(sandbox, pid), "the engine's processes are not this machine's");

      assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();

      Expect.that(
          "it is told",
          () ->
              messages(node, "SandboxChanged")
                  .contains("Pod sandbox changed, it will be killed and re-created."));
      Expect.that("another container runs", () -> runs(node) && !running().equals(List.of(before)));
      assertThat(get(node, "one").status().containerStatuses().get(0).restartCount()).isEqualTo(1);
      assertThat(get(node, "one").status().podIP()).isNotNull().isEqualTo(readySandbox().address());
    }
  }

  /** The engine may run elsewhere: whatever has that pid here is not to be harmed then. */
  private static boolean isProcessOf(String sandbox, long pid) throws IOException {
    Path cgroup = Path.of("/proc", Long.toString(pid), "cgroup");
    return Files.exists(cgroup) && Files.readString(cgroup).contains(sandbox);
  }

  private static boolean runs(Kubelette node) {
    Pod pod = get(node, "one");
    return Pods.isReady(pod) && pod.status().containerStatuses().get(0).restartCount() == 1;
  }

  private List<String> running() {
    return observer.observe(owner).get(0).containers().stream()
        .filter(one -> one.state() == ObservedContainer.State.RUNNING)
        .map(ObservedContainer::id)
        .toList();
  }

  private ObservedSandbox readySandbox() {
    return observer.observe(owner).get(0).sandboxes().stream()
        .filter(one -> one.state() == ObservedSandbox.State.READY)
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Row("K14-02")
  void aVolumeThatHoldsMoreThanItsLimitMakesItsPodLeave() {
    String fill = "sh, -c, 'dd if=/dev/zero of=/v/file bs=1M count=2; exec sleep 100000'";
    try (Kubelette node = node(owner).start()) {
      node.apply(
          mounting(Manifest.pod("one", image(), fill), "{name: v, emptyDir: {sizeLimit: 1Mi}}"));
      node.await(Pods.phase("default", "app=idle", "Failed"), PATIENCE);
      assertThat(get(node, "one").status().reason()).isEqualTo("Evicted");
      assertThat(get(node, "one").status().message())
          .isEqualTo("Usage of EmptyDir volume \"v\" exceeds the limit \"1Mi\". ");
      Expect.that(
          "it is told",
          () ->
              messages(node, "Evicted")
                  .contains("Usage of EmptyDir volume \"v\" exceeds the limit \"1Mi\". "));
    }
  }

  private static String settings(String name, char content) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {first: a, second: %s}}"
        .formatted(name, String.valueOf(content).repeat(100_000));
  }

  @Test
  @Row({"K14-01", "K14-04"})
  void aDiskThatIsFullIsToldAndLeavesNothingHalfWritten() throws Exception {
    assumeTrue("root".equals(Files.getOwner(Path.of("/proc/self")).getName()), "only root mounts");
    mount("mount", "-t", "tmpfs", "-o", "size=2m", "kubelette-test", elsewhere.toString());
    try (Kubelette node = node(owner).root(elsewhere).start()) {
      node.apply(settings("changes", 'x'));
      apply(node, mounting(Manifest.pod("one", image()), "{name: v, configMap: {name: changes}}"));
      Path volume = volume(node, "one");
      Path filler = elsewhere.resolve("filler");
      fill(filler);

      node.apply(settings("changes", 'y'));
      node.apply(settings("news", 'z'));
      node.apply(mounting(Manifest.pod("two", image()), "{name: v, configMap: {name: news}}"));
      Expect.that(
          "both are told",
          () ->
              messages(node, "FailedMount").stream().filter(DockerMishapsTest::isFull).count()
                  >= 2);
      assertThat(Files.readString(volume.resolve("second"))).containsOnlyOnce("xx".repeat(50_000));
      assertThat(volume(node, "two").resolve("..data")).doesNotExist();
      assertThat(get(node, "two").status().phase()).isEqualTo("Pending");

      Files.delete(filler);
      node.await(Pods.ready("default", "app=idle", 2), PATIENCE);
      assertThat(Files.readString(volume(node, "two").resolve("second"))).hasSize(100_000);
      Expect.that("the change arrives", () -> begins(volume.resolve("second"), 'y'));
      assertThat(Files.readString(volume.resolve("second"))).isEqualTo("y".repeat(100_000));
      try (Stream<Path> versions = Files.list(volume)) {
        assertThat(versions.filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)))
            .as("versions of the volume")
            .hasSize(1);
      }
    } finally {
      mount("umount", "-l", elsewhere.toString());
    }
  }

  private static boolean isFull(String message) {
    return message.startsWith("MountVolume.SetUp failed for volume \"v\" : ")
        && message.contains("No space left on device");
  }

  private static boolean begins(Path file, char content) {
    try {
      return Files.readString(file).charAt(0) == content;
    } catch (IOException swapped) {
      return false;
    }
  }

  private Path volume(Kubelette node, String pod) {
    return elsewhere.resolve(
        "pods/%s/volumes/kubernetes.io~configmap/v".formatted(get(node, pod).metadata().uid()));
  }

  private static void fill(Path filler) throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      byte[] page = new byte[4096];
      while (true) {
        out.write(page);
      }
    } catch (IOException full) {
      assertThat(full).hasMessage("No space left on device");
    }
  }

  private static void mount(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }
}
