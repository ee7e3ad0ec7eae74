package io.kubelette.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kubelette.conformance.Row;
import io.kubelette.model.Node;
import io.kubelette.model.NodeCondition;
import io.kubelette.model.NodeStatus;
import io.kubelette.model.Quantity;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.PressureThresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@Row({"K20-02", "K20-04", "K20-05"})
class NodeStatusesTest {

  private static final NodeConfig CONFIG =
      NodeConfig.defaults("node1")
          .withMaxPods(250)
          .withThresholds(
              PressureThresholds.defaults().withMemory(Quantity.ZERO).withNodefsPercent(0));

  private final NodeStatuses statuses = new NodeStatuses(CONFIG, "v1.2.3");

  @Test
  @Row({"K00-27", "K20-02"})
  void nameTheFiftyLargestImagesByFiveNamesEach() {
    List<ObservedImage> images = new ArrayList<>();
    for (int i = 1; i <= 60; i++) {
      List<String> names = IntStream.rangeClosed(1, 7).mapToObj(n -> "image:" + n).toList();
      images.add(new ObservedImage("sha256:" + i, i, names, "", ""));
    }
    images.add(new ObservedImage("sha256:nameless", 1000));

    NodeStatus status =
        after(
            NodeStatus.EMPTY,
            new NodeReport(Samples.FACTS, "fake://1.0", images, Set.of(), List.of()));

    assertThat(status.images()).hasSize(50);
    assertThat(status.images().get(0).sizeBytes()).isEqualTo(60);
    assertThat(status.images().get(49).sizeBytes()).isEqualTo(11);
    assertThat(status.images().get(0).names()).hasSize(5);
    assertThat(status.daemonEndpoints().kubeletEndpoint().port()).isEqualTo(10250);
  }

  @Test
  @Row("K00-27")
  void nameAsManyImagesAsTheNodeIsToldTo() {
    List<ObservedImage> images =
        List.of(
            new ObservedImage("sha256:1", 1, List.of("small:1"), "", ""),
            new ObservedImage("sha256:2", 2, List.of("large:1", "large:2"), "", ""));
    NodeConfig config = NodeConfig.defaults("node1").withImages(1).withImageNames(1);

    NodeStatus status =
        new NodeStatuses(config, "v1")
            .after(
                NodeStatus.EMPTY,
                new NodeReport(Samples.FACTS, "fake://1.0", images, Set.of(), List.of()),
                java.time.Instant.EPOCH);

    assertThat(status.images())
        .extracting(io.kubelette.model.ContainerImage::names)
        .containsExactly(List.of("large:1"));
  }

  @Test
  @Row("K20-04")
  void offerWhatIsLeftWhenPartsOfTheNodeAndEvictionHaveTheirs() {
    NodeConfig config =
        NodeConfig.defaults("node1")
            .withKubeReserved(Map.of("cpu", Quantity.parse("100m")))
            .withSystemReserved(
                Map.of("cpu", Quantity.parse("400m"), "memory", Quantity.parse("731708Ki")));

    NodeStatus status =
        new NodeStatuses(config, "v1.2.3").after(NodeStatus.EMPTY, Samples.healthy(), Samples.NOON);

    assertThat(status.capacity().get("cpu")).isEqualTo(Quantity.of(2));
    assertThat(status.allocatable().get("cpu").toMillis()).isEqualTo(1500);
    assertThat(status.allocatable().get("memory").toLong())
        .isEqualTo((24_000_000L - 100 * 1024) * 1024);
  }

  /** The values that a real kubelet reported for such a machine, with eviction switched off. */
  @Test
  void haveTheShapeThatAKubeletReports() {
    Node created = NodeRegistration.created(CONFIG, Samples.FACTS);
    JsonNode node = json(created.withStatus(after(NodeStatus.EMPTY, Samples.healthy())));

    assertThat(text(node, "/apiVersion", "/kind", "/metadata/name"))
        .containsExactly("v1", "Node", "node1");
    assertThat(node.at("/metadata/labels").toString())
        .isEqualTo(
            "{\"beta.kubernetes.io/arch\":\"amd64\",\"beta.kubernetes.io/os\":\"linux\","
                + "\"kubernetes.io/arch\":\"amd64\",\"kubernetes.io/hostname\":\"node1\","
                + "\"kubernetes.io/os\":\"linux\"}");
    assertThat(node.at("/status/addresses").toString())
        .isEqualTo(
            "[{\"type\":\"InternalIP\",\"address\":\"172.17.0.1\"},"
                + "{\"type\":\"Hostname\",\"address\":\"node1\"}]");
    String resources =
        "{\"cpu\":\"2\",\"ephemeral-storage\":\"264212084Ki\",\"hugepages-1Gi\":\"0\","
            + "\"hugepages-2Mi\":\"0\",\"memory\":\"24731708Ki\",\"pods\":\"250\"}";
    assertThat(node.at("/status/capacity").toString()).isEqualTo(resources);
    assertThat(node.at("/status/allocatable").toString()).isEqualTo(resources);
    assertThat(node.at("/status/conditions/3").toString())
        .isEqualTo(
            "{\"type\":\"Ready\",\"status\":\"True\","
                + "\"lastHeartbeatTime\":\"2026-11-21T12:00:00Z\","
                + "\"lastTransitionTime\":\"2026-11-21T12:00:00Z\","
                + "\"reason\":\"KubeletReady\",\"message\":\"kubelet is posting ready status\"}");
    JsonNode system = node.at("/status/nodeInfo");
    assertThat(fields(system))
        .containsExactlyInAnyOrder(
            "architecture",
            "bootID",
            "containerRuntimeVersion",
            "kernelVersion",
            "kubeProxyVersion",
            "kubeletVersion",
            "machineID",
            "operatingSystem",
            "osImage",
            "systemUUID");
    assertThat(text(system, "/containerRuntimeVersion", "/kubeletVersion"))
        .containsExactly("fake://1.0", "v1.2.3");
  }

  @Test
  void offerPodsLessThanAllSoThatTheNodeSurvives() {
    NodeStatus status =
        new NodeStatuses(NodeConfig.defaults("node1"), "v1")
            .after(NodeStatus.EMPTY, Samples.healthy(), Samples.NOON);

    assertThat(status.capacity()).containsEntry("memory", Quantity.parse("24731708Ki"));
    assertThat(status.allocatable())
        .containsEntry("memory", Quantity.parse("24629308Ki"))
        .containsEntry("ephemeral-storage", Quantity.bytes(264212084L * 1024 * 9 / 10))
        .containsEntry("cpu", Quantity.of(2))
        .containsEntry("pods", Quantity.of(110));
  }

  @Test
  void offerNothingOfWhatIsReservedWhole() {
    NodeConfig greedy =
        CONFIG.withThresholds(CONFIG.thresholds().withMemory(Quantity.parse("1Ti")));

    NodeStatus status =
        new NodeStatuses(greedy, "v1").after(NodeStatus.EMPTY, Samples.healthy(), Samples.NOON);

    assertThat(status.allocatable()).containsEntry("memory", Quantity.ZERO);
  }

  @Test
  void areNotReadyWhenTheMachineDoesNotTellItsCapacity() {
    NodeReport report =
        new NodeReport(
            Samples.facts(Quantity.ZERO, Samples.SYSTEM), "fake://1.0", Set.of(), List.of());

    NodeCondition ready = after(NodeStatus.EMPTY, report).conditions().get(3);

    assertThat(ready.status()).isEqualTo("False");
    assertThat(ready.message()).isEqualTo("missing node capacity for resources: memory");
  }

  @Test
  void keepWhatOthersWrote() {
    NodeStatus before =
        NodeStatus.EMPTY
            .withCapacity(Map.of("example.com/gpu", Quantity.of(4), "memory", Quantity.of(1)))
            .withAllocatable(Map.of("example.com/gpu", Quantity.of(3)))
            .withVolumesInUse(List.of("disk-1"));

    NodeStatus after = after(before, Samples.healthy());

    assertThat(after.capacity())
        .containsEntry("example.com/gpu", Quantity.of(4))
        .containsEntry("memory", Quantity.parse("24731708Ki"));
    assertThat(after.allocatable()).containsEntry("example.com/gpu", Quantity.of(3));
    assertThat(after.volumesInUse()).containsExactly("disk-1");
  }

  @Test
  void sayTheSameWhenOnlyTheHeartbeatMoved() {
    NodeStatus one = after(NodeStatus.EMPTY, Samples.healthy());
    NodeStatus later = statuses.after(one, Samples.healthy(), Samples.NOON.plusSeconds(60));
    NodeReport ill = new NodeReport(Samples.FACTS, "fake://1.0", Set.of(), List.of("ill"));

    assertThat(later).isNotEqualTo(one);
    assertThat(NodeStatuses.sayTheSame(one, later)).isTrue();
    assertThat(NodeStatuses.sayTheSame(one, after(one, ill))).isFalse();
  }

  private NodeStatus after(NodeStatus before, NodeReport report) {
    return statuses.after(before, report, Samples.NOON);
  }

  private static JsonNode json(Node node) {
    return new ObjectMapper()
        .setDefaultPropertyInclusion(JsonInclude.Include.NON_EMPTY)
        .valueToTree(node);
  }

  private static List<String> text(JsonNode node, String... pointers) {
    return Stream.of(pointers).map(at -> node.at(at).asText()).toList();
  }

  private static List<String> fields(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
