package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubelette.Kubelette;
import io.kubelette.conformance.Row;
import io.kubelette.model.NodeCondition;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import io.kubelette.node.NodeConfig;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.StopSignal;
import io.kubelette.runtime.docker.DockerEngine;
import io.kubelette.runtime.docker.DockerOptions;
import io.kubelette.runtime.docker.DockerRuntime;
import io.kubelette.runtime.docker.DockerTest;
import io.kubelette.runtime.docker.EngineCable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An engine that goes away or falls silent while its pods run, and comes back. */
@DockerTest
@DisabledOnOs(OS.WINDOWS)
final class DockerAwayTest extends NodeFixture {

  private static final Duration SHORT = Duration.ofMillis(500);

  @TempDir Path sockets;

  @Override
  ContainerRuntime connect() {
    return DockerRuntime.connect();
  }

  @Override
  String image() {
    return DockerEngine.busybox();
  }

  private Path socket() {
    return sockets.resolve("engine.sock");
  }

  private EngineCable cable() throws IOException {
    Optional<EngineCable> cable = EngineCable.toEngine(socket());
    assumeTrue(cable.isPresent(), "the engine has no unix socket");
    return cable.get();
  }

  /** A node at the end of the cable that loses patience soon. */
  private Kubelette nodeAt(EngineCable cable) {
    NodeConfig defaults = NodeConfig.defaults(owner);
    NodeConfig impatient =
        defaults.withTiming(
            defaults
                .timing()
                .withObserve(Duration.ofMillis(200))
                .withRuntimeSilence(SHORT)
                .withDeadline(SHORT));
    DockerOptions options =
        DockerOptions.defaults().withEngine(cable.uri()).withCallTimeout(Duration.ofSeconds(2));
    return Kubelette.builder()
        .runtime(DockerRuntime.connect(options))
        .proxy(NioServiceProxy.create())
        .owner(owner)
        .pods(PodManagerConfig.forTests())
        .node(impatient)
        .start();
  }

  private static boolean isReady(Kubelette node) {
    return node.api().get(ResourceType.NODE, "", node.name()).status().conditions().stream()
        .filter(each -> "Ready".equals(each.type()))
        .map(NodeCondition::status)
        .anyMatch("True"::equals);
  }

  /** The engine is away in that way while a container is killed; then everything converges. */
  private void survives(EngineCable away, Kubelette node) throws IOException {
    String id = containersOf(owner).get(0);
    Pod before = get(node, "one");
    try {
      Expect.that("the node says so", () -> !isReady(node));
      observer.signal(id, StopSignal.KILL);
      assertThat(get(node, "one").status().phase()).isEqualTo("Running");
      assertThat(get(node, "one").status().containerStatuses())
          .isEqualTo(before.status().containerStatuses());
    } finally {
      away.close();
    }
    try (EngineCable back = cable()) {
      assertThat(back.uri().getPath()).isEqualTo(socket().toString());
      Expect.that("the node is ready again", () -> isReady(node));
      Expect.that("the container runs again", () -> restarted(node));
      node.close();
      assertThat(observer.observe(owner)).isEmpty();
    }
  }

  private static boolean restarted(Kubelette node) {
    var status = get(node, "one").status().containerStatuses().get(0);
    return status.restartCount() == 1 && status.ready();
  }

  @Test
  @Row("K18-07")
  void anEngineThatIsGoneIsShownAndEverythingConvergesWhenItIsBack() throws IOException {
    EngineCable cable = cable();
    try (Kubelette node = nodeAt(cable)) {
      apply(node, Manifest.pod("one", image()));
      cable.close();
      survives(cable, node);
    }
  }

  @Test
  @Row("K18-07")
  void anEngineThatFallsSilentIsShownAndEverythingConvergesWhenItAnswers() throws IOException {
    EngineCable cable = cable();
    try (Kubelette node = nodeAt(cable)) {
      apply(node, Manifest.pod("one", image()));
      cable.close();
      survives(EngineCable.dead(socket()), node);
    }
  }
}
