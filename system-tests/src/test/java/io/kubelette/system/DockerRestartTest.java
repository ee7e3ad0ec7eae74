package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.Kubelette;
import io.kubelette.api.Pods;
import io.kubelette.conformance.Row;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.NodeCondition;
import io.kubelette.model.PodStatus;
import io.kubelette.model.ResourceType;
import io.kubelette.node.NodeConfig;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ImageInventory;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.docker.DockerOptions;
import io.kubelette.runtime.docker.DockerRuntime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A real daemon that is restarted, or frozen, under the pods that it runs. */
@Tag("docker")
@EnabledIfEnvironmentVariable(
    named = "KUBELETTE_FAULTY_ENGINE",
    matches = ".+",
    disabledReason = "names no folder of .ci/engine whose engine may be restarted")
final class DockerRestartTest extends NodeFixture {

  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final Path engine = Path.of(System.getenv("KUBELETTE_FAULTY_ENGINE"));

  @Override
  ContainerRuntime connect() {
    return DockerRuntime.connect(
        DockerOptions.defaults()
            .withEngine(URI.create("unix://" + engine.resolve("docker.sock")))
            .withCallTimeout(DEADLINE));
  }

  @Override
  String image() {
    return observer.ability(ImageInventory.class).orElseThrow().images().stream()
        .map(ObservedImage::names)
        .flatMap(names -> names.stream())
        .filter(name -> name.endsWith("/busybox:1"))
        .findFirst()
        .orElseThrow();
  }

  /**
   * A node that loses patience soon, and does not try every moment to start a sandbox on an engine
   * that goes down: an engine killed in the midst of a start may keep that sandbox's files mounted,
   * and then can remove it no more ("device or resource busy").
   */
  private Kubelette impatient() {
    NodeConfig defaults = NodeConfig.defaults(owner);
    return node(owner)
        .root(root)
        .pods(PodManagerConfig.forTests().withRetry(Duration.ofSeconds(2)))
        .node(
            defaults.withTiming(
                defaults
                    .timing()
                    .withObserve(Duration.ofMillis(200))
                    .withRuntimeSilence(SHORT)
                    .withDeadline(SHORT)))
        .closeTimeout(PATIENCE)
        .start();
  }

  private static String pod(String name, String image) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s}
        spec:
          terminationGracePeriodSeconds: 1
          volumes: [{name: memory, emptyDir: {medium: Memory}}]
          initContainers:
            - {name: side, image: %s, command: [sleep, '100000'], restartPolicy: Always}
          containers:
            - name: main
              image: %2$s
              command: [sleep, '100000']
              volumeMounts: [{name: memory, mountPath: /memory}]
        """
        .formatted(name, image);
  }

  private static NodeCondition ready(Kubelette node) {
    return node.api().get(ResourceType.NODE, "", node.name()).status().conditions().stream()
        .filter(each -> "Ready".equals(each.type()))
        .findFirst()
        .orElseThrow();
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(String.join(" ", command)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
  }

  private void engine(String command) throws IOException, InterruptedException {
    Path script = Path.of("..", ".ci", "engine").toAbsolutePath().normalize();
    run(script.toString(), command, engine.toString());
  }

  private void signal(String name) throws IOException, InterruptedException {
    run("kill", "-" + name, Files.readString(engine.resolve("dockerd.pid")).strip());
  }

  /** What is said of the pod while nobody can see it stays as it was. */
  private void isShownAndOverwritesNothing(Kubelette node) {
    Expect.that("the node says so", () -> !"True".equals(ready(node).status()));
    assertThat(ready(node).reason()).isEqualTo("KubeletNotReady");
    assertThat(ready(node).message()).contains("container runtime is down");
    PodStatus seen = get(node, "one").status();
    // Each of these is a whole deadline long, in which the node tries, too.
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> observer.observe(owner))
          .isInstanceOf(ContainerRuntimeException.class);
    }
    assertThat(get(node, "one").status()).isEqualTo(seen);
    assertThat(seen.phase()).isEqualTo("Running");
  }

  private void converges(Kubelette node) {
    Expect.that("the node is ready again", () -> "True".equals(ready(node).status()));
    Expect.that(
        "all containers run",
        () ->
            get(node, "one").status().containerStatuses().stream()
                .allMatch(ContainerStatus::ready));
    node.await(Pods.ready("default", ""), PATIENCE);
  }

  private void leavesNothing() throws IOException {
    assertThat(observer.observe(owner)).isEmpty();
    try (var left = Files.list(root.resolve("pods"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  @Row("K18-07")
  void aDaemonThatIsRestartedIsShownAndItsPodsComeBack() throws Exception {
    try (Kubelette node = impatient()) {
      apply(node, pod("one", image()));
      engine("halt");
      try {
        isShownAndOverwritesNothing(node);
      } finally {
        engine("resume");
      }
      converges(node);
      assertThat(get(node, "one").status().containerStatuses().get(0).restartCount()).isPositive();
    }
    leavesNothing();
  }

  @Test
  @Row("K18-07")
  void aDaemonThatIsFrozenIsShownAndItsContainersGoOn() throws Exception {
    try (Kubelette node = impatient()) {
      String image = image();
      apply(node, pod("one", image));
      var before = containersOf(owner);
      signal("STOP");
      try {
        isShownAndOverwritesNothing(node);
        node.apply(pod("two", image));
        assertThatThrownBy(() -> observer.observe(owner))
            .isInstanceOf(ContainerRuntimeException.class);
        assertThat(get(node, "two").status().phase()).isEqualTo("Pending");
      } finally {
        signal("CONT");
      }
      converges(node);
      assertThat(containersOf(owner)).as("those of before are still there").containsAll(before);
      assertThat(get(node, "one").status().containerStatuses().get(0).restartCount()).isZero();
      assertThat(get(node, "two").status().phase()).isEqualTo("Running");
    }
    leavesNothing();
  }
}
