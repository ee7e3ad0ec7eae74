package io.kubelette.pod;

import io.kubelette.fit.PodRequests;
import io.kubelette.fit.Priority;
import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceRequirements;
import io.kubelette.model.Volume;
import io.kubelette.runtime.Pressure;
import io.kubelette.runtime.Shortage;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which pod leaves a node that is short of something, and what it is told. Pure.
 *
 * <p>Kubernetes: first those that use more than they asked for, then those of lower priority, then
 * those that use most beyond what they asked for; of processes nobody asks for any. Critical pods
 * never leave. One pod leaves at a time.
 *
 * @param pods those of the node
 * @param usage by uid, what each uses; nothing where it is not known
 */
record EvictionPlan(Collection<Pod> pods, Map<String, PodUsage> usage) {

  /** Kubernetes: a pod that leaves at once gets a second, and not what it asked for. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** A pod that leaves, and why. */
  record Eviction(Pod pod, Ending ending) {}

  /**
   * Who leaves for this shortage; empty if only critical pods are left.
   *
   * @param maxPodGrace the most that a pod gets to end in if there is no hurry
   */
  Optional<Eviction> against(Shortage shortage, Duration maxPodGrace) {
    Comparator<Pod> byPriority = Comparator.comparingInt(Priority::of);
    Pressure pressure = shortage.pressure();
    Comparator<Pod> mostBeyond =
        Comparator.comparingLong((Pod pod) -> used(pod, pressure) - asked(pod, pressure))
            .reversed();
    Comparator<Pod> order =
        pressure == Pressure.PID
            ? byPriority.thenComparing(mostBeyond)
            : Comparator.comparing((Pod pod) -> used(pod, pressure) <= asked(pod, pressure))
                .thenComparing(byPriority)
                .thenComparing(mostBeyond);
    return pods.stream()
        .filter(pod -> !CriticalPods.isCritical(pod))
        .min(order)
        .map(
            pod ->
                new Eviction(
                    pod, evicted(message(pod, shortage), grace(pod, shortage, maxPodGrace))));
  }

  /**
   * The pods whose volumes of type {@code emptyDir} hold more than they may.
   *
   * @param volumes by uid and name, how many bytes each holds
   */
  List<Eviction> overfull(Map<String, Map<String, Long>> volumes) {
    return pods.stream()
        .filter(pod -> !CriticalPods.isCritical(pod))
        .flatMap(
            pod ->
                pod.spec().volumes().stream()
                    .filter(volume -> isOverfull(volume, volumes.getOrDefault(uid(pod), Map.of())))
                    .findFirst()
                    .map(volume -> new Eviction(pod, evicted(message(volume), GRACE)))
                    .stream())
        .toList();
  }

  /** The size that a volume on disk may have, if it has one. */
  static @Nullable Quantity limitOf(Volume volume) {
    Quantity limit = isOnDisk(volume) ? volume.emptyDir().sizeLimit() : null;
    return limit == null || limit.signum() <= 0 ? null : limit;
  }

  /** Whether it takes the node's disk, and gives it back when its pod ends. */
  static boolean isOnDisk(Volume volume) {
    return volume.emptyDir() != null && !"Memory".equals(volume.emptyDir().medium());
  }

  private static boolean isOverfull(Volume volume, Map<String, Long> sizes) {
    Quantity limit = limitOf(volume);
    return limit != null && sizes.getOrDefault(String.valueOf(volume.name()), 0L) > limit.toLong();
  }

  private static Duration grace(Pod pod, Shortage shortage, Duration maxPodGrace) {
    if (shortage.urgency() == Shortage.Urgency.HARD || maxPodGrace.compareTo(GRACE) < 0) {
      return GRACE;
    }
    Long own = pod.spec().terminationGracePeriodSeconds();
    Duration asked = own == null ? maxPodGrace : Duration.ofSeconds(Math.max(own, 1));
    return asked.compareTo(maxPodGrace) < 0 ? asked : maxPodGrace;
  }

  private static Ending evicted(String message, Duration grace) {
    return Ending.disrupted("Evicted", message, grace);
  }

  private static String message(Volume volume) {
    return "Usage of EmptyDir volume \"%s\" exceeds the limit \"%s\". "
        .formatted(volume.name(), limitOf(volume));
  }

  private String message(Pod pod, Shortage shortage) {
    String resource = shortage.pressure().resource();
    StringBuilder message =
        new StringBuilder(
            "The node was low on resource: %s. Threshold quantity: %s, available: %s. "
                .formatted(resource, shortage.threshold(), shortage.available()));
    if (shortage.pressure() != Pressure.MEMORY) {
      return message.toString();
    }
    Map<String, Long> used = usage.getOrDefault(uid(pod), PodUsage.NONE).memory();
    for (Container container : pod.spec().containers()) {
      long bytes = used.getOrDefault(String.valueOf(container.name()), 0L);
      Quantity asked = request(container, resource);
      if (bytes > asked.toLong()) {
        message.append(
            "Container %s was using %s, request is %s, has larger consumption of %s. "
                .formatted(container.name(), Quantity.bytes(bytes), asked, resource));
      }
    }
    return message.toString();
  }

  private static Quantity request(Container container, String resource) {
    ResourceRequirements resources = container.resources();
    return resources == null
        ? Quantity.ZERO
        : resources.requests().getOrDefault(resource, Quantity.ZERO);
  }

  private long used(Pod pod, Pressure pressure) {
    PodUsage own = usage.getOrDefault(uid(pod), PodUsage.NONE);
    return switch (pressure) {
      case MEMORY -> own.memoryInAll();
      case DISK -> own.disk();
      case PID -> own.pids();
    };
  }

  private static long asked(Pod pod, Pressure pressure) {
    return pressure == Pressure.PID
        ? 0
        : PodRequests.of(pod.spec()).getOrDefault(pressure.resource(), Quantity.ZERO).toLong();
  }

  private static String uid(Pod pod) {
    return String.valueOf(pod.metadata().uid());
  }
}
