package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.model.Pod;
import io.kubelette.model.PodKey;
import io.kubelette.model.PodMetrics;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceType;
import io.kubelette.runtime.ContainerSession;
import io.kubelette.runtime.ContainerStats;
import io.kubelette.runtime.Outputs;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodStats;
import io.kubelette.runtime.PodStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MetricsReaderTest {

  private final TestCluster cluster = TestCluster.create();
  private final MetricsReader metrics =
      new MetricsReader(
          cluster.api,
          node -> node.equals("here") ? Optional.of(new Numbers()) : Optional.empty(),
          cluster.time);
  private Duration cpu = Duration.ofSeconds(4);

  @Test
  void processorTimeIsTheMeanSinceTheReadingBefore() {
    pod("web", "here");
    cluster.time.advance(Duration.ofSeconds(10));

    assertThat(cpuOf("web")).isZero();
    cpu = cpu.plusSeconds(5);
    cluster.time.advance(Duration.ofSeconds(10));
    assertThat(cpuOf("web")).isEqualTo(500_000_000);
    cpu = cpu.plusSeconds(4);
    cluster.time.advance(Duration.ofSeconds(10));
    assertThat(cpuOf("web")).isEqualTo(450_000_000);
  }

  @Test
  void aPodIsToldWithItsContainersAndANodeIsTheirSum() {
    pod("a", "here");
    pod("b", "here");
    pod("c", "elsewhere");
    cluster.api.create(TestCluster.object("{apiVersion: v1, kind: Node, metadata: {name: here}}"));
    cluster.api.create(
        TestCluster.object("{apiVersion: v1, kind: Node, metadata: {name: elsewhere}}"));

    assertThat(metrics.pods(Query.of(ResourceType.POD)))
        .extracting(each -> each.metadata().name())
        .containsExactly("a", "b");
    PodMetrics pod = metrics.pod(PodKey.of("default", "a"));
    assertThat(pod.containers())
        .singleElement()
        .satisfies(
            each -> assertThat(each.usage()).containsEntry("memory", Quantity.parse("1024Ki")));
    assertThat(metrics.nodes())
        .singleElement()
        .satisfies(
            node -> {
              assertThat(node.metadata().name()).isEqualTo("here");
              assertThat(node.usage()).containsEntry("memory", Quantity.parse("2048Ki"));
            });
    assertThatThrownBy(() -> metrics.pod(PodKey.of("default", "c")))
        .isInstanceOf(ApiException.class)
        .hasMessage("pods.metrics.k8s.io \"default/c\" not found");
    assertThatThrownBy(() -> metrics.node("elsewhere")).isInstanceOf(ApiException.class);
  }

  private long cpuOf(String pod) {
    return metrics
        .pod(PodKey.of("default", pod))
        .containers()
        .get(0)
        .usage()
        .get("cpu")
        .value()
        .movePointRight(9)
        .longValue();
  }

  private void pod(String name, String node) {
    Pod pod =
        cluster.api.create(
            TestCluster.object(
                Pod.class,
                "{apiVersion: v1, kind: Pod, metadata: {name: "
                    + name
                    + "}, spec: {nodeName: "
                    + node
                    + ", containers: [{name: c, image: i}]}}"));
    cluster.api.updateStatus(pod.withStatus(pod.status().withPhase("Running")));
  }

  /** A node that only tells numbers. */
  private final class Numbers implements PodAccess {

    @Override
    public PodStats stats(PodKey pod) {
      return new PodStats(
          new PodIdentity("o", pod.name(), pod.namespace(), pod.name()),
          cluster.time.now(),
          PodStats.Network.NONE,
          List.of(
              new ContainerStats(
                  "c",
                  "id-" + pod.name(),
                  cpu,
                  new ContainerStats.Memory(2 << 20, 1 << 20, 8 << 20),
                  new ContainerStats.Disk(0, 0),
                  1)));
    }

    @Override
    public void logs(PodLogQuery query, Outputs outputs) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ContainerSession exec(PodCommand command, Outputs outputs) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ContainerSession attach(PodAttachment attachment, Outputs outputs) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PodStream connect(PodKey pod, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void endContainer(PodKey pod, @Nullable String container) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void removeContainers(PodKey pod) {
      throw new UnsupportedOperationException();
    }
  }
}
