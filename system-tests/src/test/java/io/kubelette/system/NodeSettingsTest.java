package io.kubelette.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.Kubelette;
import io.kubelette.api.EventLimits;
import io.kubelette.api.Pods;
import io.kubelette.api.Query;
import io.kubelette.conformance.Row;
import io.kubelette.model.Event;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.proxy.nio.NioServiceProxy;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.fake.FakeRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Settings of a node, from its builder to where they act. */
final class NodeSettingsTest {

  @Test
  @Row({"K00-17", "K00-24"})
  void whatABuilderIsToldActs() {
    FakeRuntime engine = FakeRuntime.create();
    ContainerRuntime other = engine.connect();
    try (Kubelette node =
        Kubelette.builder()
            .owner("settings")
            .runtime(engine)
            .proxy(NioServiceProxy.create())
            .pods(PodManagerConfig.forTests().withPodPids(77))
            .events(EventLimits.defaults().withPerObject(1))
            .start()) {
      node.apply(Manifest.pod("web", "idle:1") + "  priorityClassName: system-node-critical\n");
      node.await(Pods.ready("default", "app=idle"), Duration.ofSeconds(30));

      assertThat(other.observe("settings").get(0).containers().get(0).resources().pids())
          .isEqualTo(77);
      Pod web = node.api().get(ResourceType.POD, "default", "web");
      assertThat(web.spec().priority()).isEqualTo(2_000_001_000);

      // Events are written in their order: those of a later pod tell that these have been.
      node.apply(Manifest.pod("later", "idle:1"));
      Pod later = node.api().get(ResourceType.POD, "default", "later");
      Awaitility.await().until(() -> events(node, later).size() == 1);
      assertThat(events(node, web)).hasSize(1);
    }
  }

  private static List<Event> events(Kubelette node, Pod pod) {
    return node.api().items(Query.of(ResourceType.EVENT)).stream()
        .filter(event -> isOfKubelet(event, pod))
        .toList();
  }

  private static boolean isOfKubelet(Event event, Pod pod) {
    return event.source() != null
        && "kubelet".equals(event.source().component())
        && Objects.equals(event.involvedObject().uid(), pod.metadata().uid());
  }
}
