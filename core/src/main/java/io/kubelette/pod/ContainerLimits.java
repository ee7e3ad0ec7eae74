package io.kubelette.pod;

import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceRequirements;
import io.kubelette.runtime.ContainerResources;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a container's requests and limits mean to an engine, by Kubernetes' formulas. Pure. */
final class ContainerLimits {

  private static final long FEWEST_SHARES = 2;
  private static final long MOST_SHARES = 262_144;
  private static final long SHARES_OF_A_CPU = 1024;

  /** A CPU's worth of a period of 100 ms is 100,000 µs: 100 for each thousandth. */
  static final long QUOTA_OF_A_MILLI = 100;

  private static final long SMALLEST_QUOTA = 1000;
  private static final int GUARANTEED = -997;
  private static final int BEST_EFFORT = 1000;

  /** Kubernetes: the priority of system-node-critical. */
  private static final int NODE_CRITICAL = 2_000_001_000;

  private static final ContainerResources LEAST = new ContainerResources(FEWEST_SHARES, 0, 0, 0, 0);

  private ContainerLimits() {}

  static ContainerResources of(DefinedContainer container, Pod pod, PodNode node) {
    long machineMemory = amount(node.capacity().get("memory"));
    return container
        .amounts()
        .withOomScoreAdj(oomScoreAdj(container.definition(), pod, machineMemory));
  }

  /** What of it may change while the container runs: cpu and memory. */
  static ContainerResources amounts(Container container) {
    if (container.resources() == null) {
      return LEAST;
    }
    long cpuLimit = milli(limit(container, "cpu"));
    return new ContainerResources(
        shares(milli(request(container, "cpu"))),
        cpuLimit == 0 ? 0 : Math.max(SMALLEST_QUOTA, cpuLimit * QUOTA_OF_A_MILLI),
        amount(limit(container, "memory")),
        0,
        0);
  }

  /** How many thousandths of a CPU these shares stand for, as far as rounding lets it be told. */
  static long milliOf(long shares) {
    return (shares * 1000 + SHARES_OF_A_CPU - 1) / SHARES_OF_A_CPU;
  }

  private static long shares(long milli) {
    long shares = milli * SHARES_OF_A_CPU / 1000;
    return Math.max(FEWEST_SHARES, Math.min(MOST_SHARES, shares));
  }

  /**
   * The kernel kills first what has the highest: the more memory a pod asked for, the safer it is,
   * within what lies between pods that asked for nothing and those that asked for all they use.
   */
  static int oomScoreAdj(Container container, Pod pod, long machineMemory) {
    boolean critical = pod.spec().priority() != null && pod.spec().priority() >= NODE_CRITICAL;
    String quality = String.valueOf(pod.status().qosClass());
    if (critical || quality.equals("Guaranteed")) {
      return GUARANTEED;
    }
    if (quality.equals("BestEffort") || machineMemory == 0) {
      return BEST_EFFORT;
    }
    int own = ofRequest(container, machineMemory);
    // A sidecar is no sooner killed than what it serves.
    return "Always".equals(container.restartPolicy())
        ? pod.spec().containers().stream()
            .mapToInt(one -> ofRequest(one, machineMemory))
            .reduce(own, Math::min)
        : own;
  }

  private static int ofRequest(Container container, long machineMemory) {
    long share = 1000 * amount(request(container, "memory")) / machineMemory;
    long score = BEST_EFFORT - share;
    return (int) Math.max(BEST_EFFORT + GUARANTEED, Math.min(BEST_EFFORT - 1, score));
  }

  private static @Nullable Quantity limit(Container container, String resource) {
    return of(container.resources(), resource, Map.of());
  }

  /** A request that is not set is the limit. */
  private static @Nullable Quantity request(Container container, String resource) {
    ResourceRequirements resources = container.resources();
    return of(resources, resource, resources == null ? Map.of() : resources.requests());
  }

  private static @Nullable Quantity of(
      @Nullable ResourceRequirements resources, String name, Map<String, Quantity> first) {
    Quantity amount = first.get(name);
    return amount != null || resources == null ? amount : resources.limits().get(name);
  }

  private static long milli(@Nullable Quantity quantity) {
    return quantity == null ? 0 : quantity.toMillis();
  }

  private static long amount(@Nullable Quantity quantity) {
    return quantity == null ? 0 : quantity.toLong();
  }
}
