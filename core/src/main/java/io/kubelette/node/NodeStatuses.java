package io.kubelette.node;

import io.kubelette.model.ContainerImage;
import io.kubelette.model.DaemonEndpoint;
import io.kubelette.model.NodeAddress;
import io.kubelette.model.NodeCondition;
import io.kubelette.model.NodeDaemonEndpoints;
import io.kubelette.model.NodeStatus;
import io.kubelette.model.NodeSystemInfo;
import io.kubelette.model.Quantity;
import io.kubelette.runtime.MachineFacts;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.Shortage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The status that follows from a report. Pure.
 *
 * <p>What others write into the status stays: resources of their own, further conditions and
 * volumes.
 */
final class NodeStatuses {

  private static final Set<String> OWN_RESOURCES =
      Set.of("cpu", "memory", "ephemeral-storage", "pods");

  private final NodeConfig config;
  private final String version;

  /** The version is the library's own, as in {@code v1.2.3}. */
  NodeStatuses(NodeConfig config, String version) {
    this.config = config;
    this.version = version;
  }

  NodeStatus after(NodeStatus before, NodeReport report, Instant now) {
    Map<String, Quantity> capacity = capacity(report.facts());
    return before
        .withAddresses(addresses(report.facts()))
        .withCapacity(withForeign(before.capacity(), capacity))
        .withAllocatable(withForeign(before.allocatable(), allocatable(capacity)))
        .withDaemonEndpoints(new NodeDaemonEndpoints(new DaemonEndpoint(config.port())))
        .withNodeInfo(system(report))
        .withImages(images(report.images()))
        .withConditions(conditions(before, report, capacity, now));
  }

  /** Whether two statuses say the same, heartbeats aside. */
  static boolean sayTheSame(NodeStatus one, NodeStatus other) {
    return withoutHeartbeats(one).equals(withoutHeartbeats(other));
  }

  private Map<String, Quantity> capacity(MachineFacts facts) {
    Map<String, Quantity> capacity = new LinkedHashMap<>();
    capacity.put("cpu", facts.cpu());
    capacity.put("ephemeral-storage", facts.ephemeralStorage());
    facts.hugepages().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(size -> capacity.put(size.getKey(), size.getValue()));
    capacity.put("memory", facts.memory());
    capacity.put("pods", Quantity.of(config.maxPods()));
    return capacity;
  }

  private Map<String, Quantity> allocatable(Map<String, Quantity> capacity) {
    Map<String, Quantity> rest = new LinkedHashMap<>(capacity);
    for (Map<String, Quantity> reserved : List.of(config.kubeReserved(), config.systemReserved())) {
      reserved.forEach(
          (name, amount) -> rest.computeIfPresent(name, (same, all) -> less(all, amount)));
    }
    rest.computeIfPresent("memory", (name, all) -> less(all, config.thresholds().memory()));
    rest.computeIfPresent(
        "ephemeral-storage",
        (name, all) ->
            less(all, Shortage.part(capacity.get(name), config.thresholds().nodefsPercent())));
    return rest;
  }

  private static Quantity less(Quantity all, Quantity reserved) {
    return all.compareTo(reserved) > 0 ? all.minus(reserved) : Quantity.ZERO;
  }

  private static Map<String, Quantity> withForeign(
      Map<String, Quantity> before, Map<String, Quantity> own) {
    Map<String, Quantity> merged = new LinkedHashMap<>(own);
    before.forEach(
        (name, amount) -> {
          if (!OWN_RESOURCES.contains(name) && !name.startsWith("hugepages-")) {
            merged.put(name, amount);
          }
        });
    return merged;
  }

  private List<NodeAddress> addresses(MachineFacts facts) {
    return List.of(
        new NodeAddress("InternalIP", facts.internalIp().getHostAddress()),
        new NodeAddress("Hostname", config.name()));
  }

  /** The largest, with some of their names. */
  private List<ContainerImage> images(List<ObservedImage> all) {
    return all.stream()
        .filter(image -> !image.names().isEmpty())
        .sorted(Comparator.comparingLong(ObservedImage::sizeBytes).reversed())
        .limit(config.images() < 0 ? Long.MAX_VALUE : config.images())
        .map(
            image ->
                new ContainerImage(
                    image.names().stream().limit(config.imageNames()).toList(), image.sizeBytes()))
        .toList();
  }

  private NodeSystemInfo system(NodeReport report) {
    return report
        .facts()
        .system()
        .withContainerRuntimeVersion(report.runtimeVersion())
        .withKubeletVersion(version)
        .withKubeProxyVersion(version);
  }

  private static List<NodeCondition> conditions(
      NodeStatus before, NodeReport report, Map<String, Quantity> capacity, Instant now) {
    List<String> faults = new ArrayList<>(report.faults());
    List<String> missing =
        capacity.entrySet().stream()
            .filter(resource -> OWN_RESOURCES.contains(resource.getKey()))
            .filter(resource -> resource.getValue().signum() <= 0)
            .map(Map.Entry::getKey)
            .toList();
    if (!missing.isEmpty()) {
      faults.add("missing node capacity for resources: " + String.join(", ", missing));
    }
    return NodeConditions.after(before.conditions(), report.pressures(), faults, now);
  }

  private static NodeStatus withoutHeartbeats(NodeStatus status) {
    return status.withConditions(
        status.conditions().stream().map(each -> each.withLastHeartbeatTime(null)).toList());
  }
}
