package io.kubelette.api;

import io.kubelette.loop.Clock;
import io.kubelette.model.ContainerMetrics;
import io.kubelette.model.ContainerStatus;
import io.kubelette.model.NodeMetrics;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.Pod;
import io.kubelette.model.PodKey;
import io.kubelette.model.PodMetrics;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceType;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerStats;
import io.kubelette.runtime.PodStats;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of {@code metrics.k8s.io}, measured when they are asked for: memory as it is, processor
 * time as the mean since a reading a few seconds before, or at first since the container's start.
 *
 * <p>Thread-safe because one lock guards the readings. Calls may block as long as a node needs to
 * tell its numbers.
 */
public final class MetricsReader {

  /** A reading older than this gives way to the newest one. */
  private static final Duration WINDOW = Duration.ofSeconds(15);

  /** Over less than this, processor time says nothing. */
  private static final Duration LEAST = Duration.ofSeconds(1);

  private static final int KEPT = 16_384;

  private record Reading(Duration cpu, Instant at) {}

  /** What a pod uses, in numbers that can be added. */
  private record Usage(PodMetrics metrics, String node, long nanocores, long bytes) {}

  private final ApiServer api;
  private final Function<String, Optional<PodAccess>> nodes;
  private final Clock clock;
  private final Map<String, Reading> readings = new HashMap<>();

  /** Asks the nodes that can be reached, by name. */
  public MetricsReader(ApiServer api, Function<String, Optional<PodAccess>> nodes, Clock clock) {
    this.api = api;
    this.nodes = nodes;
    this.clock = clock;
  }

  /** Of the running pods of a namespace, or of all for "". */
  public List<PodMetrics> pods(String namespace) {
    return pods(Query.of(ResourceType.POD).in(namespace));
  }

  /** Of the running pods that a query is about, ordered by namespace, then name. */
  public List<PodMetrics> pods(Query<Pod> query) {
    return usages(query).stream().map(Usage::metrics).toList();
  }

  /**
   * Of one pod.
   *
   * @throws ApiException {@code NOT_FOUND} if it does not run
   */
  public PodMetrics pod(PodKey pod) {
    return api.find(ResourceType.POD, pod.namespace(), pod.name())
        .flatMap(this::usage)
        .orElseThrow(() -> ApiException.notFound(ResourceType.POD_METRICS, pod.toString()))
        .metrics();
  }

  /** Of the nodes that can be reached: the sums of their pods. */
  public List<NodeMetrics> nodes() {
    List<Usage> usages = usages(Query.of(ResourceType.POD));
    return api.items(Query.of(ResourceType.NODE)).stream()
        .map(node -> String.valueOf(node.metadata().name()))
        .filter(name -> nodes.apply(name).isPresent())
        .map(name -> sum(name, usages))
        .toList();
  }

  /**
   * Of one node.
   *
   * @throws ApiException {@code NOT_FOUND} if it cannot be reached
   */
  public NodeMetrics node(String name) {
    return nodes().stream()
        .filter(each -> name.equals(each.metadata().name()))
        .findFirst()
        .orElseThrow(() -> ApiException.notFound(ResourceType.NODE_METRICS, name));
  }

  private List<Usage> usages(Query<Pod> query) {
    List<Usage> usages = new ArrayList<>();
    api.items(query).forEach(pod -> usage(pod).ifPresent(usages::add));
    return usages;
  }

  /** What cannot be told now, for instance of a pod that just ends, is left out. */
  private Optional<Usage> usage(Pod pod) {
    String node = Objects.requireNonNullElse(pod.spec().nodeName(), "");
    Optional<PodAccess> access = node.isEmpty() ? Optional.empty() : nodes.apply(node);
    if (access.isEmpty() || !"Running".equals(pod.status().phase())) {
      return Optional.empty();
    }
    try {
      PodKey key =
          PodKey.of(
              String.valueOf(pod.metadata().namespace()), String.valueOf(pod.metadata().name()));
      return Optional.of(usage(pod, node, access.get().stats(key)));
    } catch (ApiException | ContainerRuntimeException untold) {
      return Optional.empty();
    }
  }

  private Usage usage(Pod pod, String node, PodStats stats) {
    List<ContainerMetrics> containers = new ArrayList<>();
    long nanocores = 0;
    long bytes = 0;
    for (ContainerStats container : stats.containers()) {
      long rate = nanocores(pod, container, stats.at());
      long memory = container.memory().workingSet();
      containers.add(new ContainerMetrics(container.name(), usage(rate, memory)));
      nanocores += rate;
      bytes += memory;
    }
    ObjectMeta metadata =
        ObjectMeta.EMPTY
            .withName(pod.metadata().name())
            .withNamespace(pod.metadata().namespace())
            .withLabels(pod.metadata().labels())
            .withCreationTimestamp(seconds());
    PodMetrics metrics = new PodMetrics(metadata, seconds(), window(), containers);
    return new Usage(metrics, node, nanocores, bytes);
  }

  private NodeMetrics sum(String node, List<Usage> usages) {
    List<Usage> own = usages.stream().filter(usage -> usage.node.equals(node)).toList();
    long nanocores = own.stream().mapToLong(Usage::nanocores).sum();
    long bytes = own.stream().mapToLong(Usage::bytes).sum();
    ObjectMeta metadata = ObjectMeta.EMPTY.withName(node).withCreationTimestamp(seconds());
    return new NodeMetrics(metadata, seconds(), window(), usage(nanocores, bytes));
  }

  private static Map<String, Quantity> usage(long nanocores, long bytes) {
    return Map.of(
        "cpu", Quantity.parse(nanocores + "n"), "memory", Quantity.parse(bytes / 1024 + "Ki"));
  }

  private synchronized long nanocores(Pod pod, ContainerStats container, Instant at) {
    Reading before = readings.get(container.containerId());
    if (before == null || Duration.between(before.at, at).compareTo(WINDOW) > 0) {
      if (readings.size() >= KEPT) {
        readings.clear(); // whose containers are mostly long gone
      }
      readings.put(container.containerId(), new Reading(container.cpu(), at));
    }
    Instant start = startOf(pod, container.name());
    boolean tells = before != null && Duration.between(before.at, at).compareTo(LEAST) >= 0;
    Duration spent = tells ? container.cpu().minus(before.cpu) : container.cpu();
    Instant since = tells ? before.at : start == null ? at : start;
    double passed = Duration.between(since, at).toNanos();
    return passed <= 0 ? 0 : Math.max(0, Math.round(spent.toNanos() / passed * 1e9));
  }

  private static @Nullable Instant startOf(Pod pod, String container) {
    for (ContainerStatus status : pod.status().containerStatuses()) {
      if (container.equals(status.name())
          && status.state() != null
          && status.state().running() != null) {
        return status.state().running().startedAt();
      }
    }
    return null;
  }

  private Instant seconds() {
    return clock.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String window() {
    return WINDOW.toSeconds() + "s";
  }
}
