package io.kubelette.system;

import io.kubelette.Kubelette;
import io.kubelette.KubeletteBuilder;
import io.kubelette.api.Pods;
import io.kubelette.model.Pod;
import io.kubelette.model.PodKey;
import io.kubelette.model.ResourceType;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.ObservedContainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A node and the engine that it runs on: the ground of every scenario. */
abstract class NodeFixture {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  static final PodKey ONE = PodKey.of("default", "one");

  @TempDir Path root;
  ContainerRuntime observer;
  final String owner = "test-" + UUID.randomUUID().toString().substring(0, 8);

  /** A client of the one engine of this test, to be closed by whoever gets it. */
  abstract ContainerRuntime connect();

  /** An image in which {@code sleep 100000} stays up. */
  abstract String image();

  @BeforeEach
  void observe() {
    observer = connect();
  }

  @AfterEach
  void sweep() {
    Kubelette.sweep(observer, owner);
    observer.close();
    endEngine();
  }

  /** Ends the engine, where it is the test's own. */
  void endEngine() {}

  KubeletteBuilder node(String owner) {
    return Kubelette.builder()
        .runtime(connect())
        .proxy(NioServiceProxy.create())
        .owner(owner)
        .pods(PodManagerConfig.forTests());
  }

  List<String> containersOf(String owner) {
    return observer.observe(owner).stream()
        .flatMap(pod -> pod.containers().stream())
        .map(ObservedContainer::id)
        .sorted()
        .toList();
  }

  static Pod get(Kubelette node, String name) {
    return node.api().get(ResourceType.POD, "default", name);
  }

  static void apply(Kubelette node, String manifest) {
    node.apply(manifest);
    node.await(Pods.ready("default", ""), PATIENCE);
  }
}
