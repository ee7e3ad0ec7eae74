package io.kubelette.conformance.scenario;

import io.kubelette.Kubelette;
import io.kubelette.api.PodPolicy;
import io.kubelette.model.Namespace;
import io.kubelette.model.NamespaceBuilder;
import io.kubelette.model.ObjectMeta;
import io.kubelette.node.NodeConfig;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.pod.ProbeConfig;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.ContainerRuntime;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A node that all scenarios of a class share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ScenarioSuite implements Scenes {

  private static final Duration TENTH = Duration.ofMillis(100);

  private final String owner = "scenarios-" + UUID.randomUUID().toString().substring(0, 8);
  private final AtomicInteger stages = new AtomicInteger();
  private Kubelette node;

  /** A client of the suite's engine, to be closed by whoever gets it. */
  abstract ContainerRuntime connect();

  /** An image with a shell. */
  abstract String image();

  @BeforeAll
  void start() {
    ProbeConfig quick = ProbeConfig.defaults().withSecond(TENTH);
    node =
        Kubelette.builder()
            .runtime(connect())
            .proxy(NioServiceProxy.create())
            .owner(owner)
            .node(NodeConfig.defaults(owner).withMaxPods(500))
            .policy(PodPolicy.privileged())
            .pods(PodManagerConfig.forTests().withProbes(quick))
            .closeTimeout(Duration.ofMinutes(2))
            .start();
  }

  @AfterAll
  void close() {
    node.close();
    try (ContainerRuntime left = connect()) {
      Kubelette.sweep(left, owner);
    }
    endEngine();
  }

  /** Ends the engine, where it is the suite's own. */
  void endEngine() {}

  @Override
  public final Stage stage() {
    String name = "scene-" + stages.incrementAndGet();
    Namespace namespace =
        NamespaceBuilder.builder().metadata(ObjectMeta.EMPTY.withName(name)).build();
    node.api().create(namespace);
    return new Stage(node, image(), name);
  }
}
