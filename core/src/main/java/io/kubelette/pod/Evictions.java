package io.kubelette.pod;

import io.kubelette.loop.Clock;
import io.kubelette.loop.Landing;
import io.kubelette.loop.Patrol;
import io.kubelette.loop.Trip;
import io.kubelette.model.Pod;
import io.kubelette.model.Volume;
import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerStats;
import io.kubelette.runtime.Machine;
import io.kubelette.runtime.Pressure;
import io.kubelette.runtime.PressureThresholds;
import io.kubelette.runtime.Shortage;
import io.kubelette.runtime.StatsSource;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes pods leave a node that is short of something, one in each pass: it looks at the machine,
 * and where that is short at its pods. What a node may be short of for a while makes pods leave
 * when that has lasted.
 *
 * <p>Owned by: pod loop; {@link #start} and {@link #close} may be called from any thread.
 */
public final class Evictions implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Evictions.class);

  /**
   * What evictions need; they close none of it.
   *
   * @param owner of the node's pods in the runtime
   * @param manager whose pods leave
   * @param machine what may be short of something
   * @param thresholds when it is
   * @param stats what pods use; none where the runtime does not tell
   * @param volumes what their volumes hold
   * @param onShortage hears, on the pod loop, of which resource a pod has to give something back
   */
  public record Parts(
      String owner,
      LoopPodManager manager,
      Machine machine,
      PressureThresholds thresholds,
      Optional<StatsSource> stats,
      VolumeUsage volumes,
      Consumer<String> onShortage) {}

  /** What one look found. */
  private record Look(
      List<Pod> pods,
      List<Shortage> shortages,
      Map<String, PodUsage> usage,
      Map<String, Map<String, Long>> volumes) {}

  private final Parts parts;
  private final Clock clock;
  private final Patrol<Look> patrol;
  private final Set<String> leaving = new HashSet<>();

  /** Since when the node has been short of it, without a break. */
  private final Map<Pressure, Instant> shortSince = new EnumMap<>(Pressure.class);

  private Evictions(Parts parts, Duration interval, Trip.Route route) {
    this.parts = parts;
    this.clock = route.loop().clock();
    this.patrol =
        Patrol.start(route, new Patrol.Pace(interval, interval), this::look, this::landed);
  }

  /**
   * Begins to look.
   *
   * @param interval how often (Kubernetes: 10 s)
   * @param route the pod loop, and where machine and runtime are asked
   */
  public static Evictions start(Parts parts, Duration interval, Trip.Route route) {
    return new Evictions(parts, interval, route);
  }

  @Override
  public void close() {
    patrol.close();
  }

  private Callable<Look> look() {
    List<Pod> pods = parts.manager().active();
    leaving.retainAll(pods.stream().map(Evictions::uid).toList());
    return () -> lookAt(pods);
  }

  /** On the I/O pool. Pods are asked only where it matters. */
  private Look lookAt(List<Pod> pods) {
    List<Shortage> shortages =
        Shortage.seenIn(parts.machine().pressure(), parts.machine().facts(), parts.thresholds());
    boolean ofDisk = shortages.stream().anyMatch(each -> each.pressure() == Pressure.DISK);
    Map<String, Map<String, Long>> volumes = new HashMap<>();
    Map<String, PodUsage> usage = new HashMap<>();
    for (Pod pod : pods) {
      Map<String, Long> sizes = sizes(pod, ofDisk);
      volumes.put(uid(pod), sizes);
      if (!shortages.isEmpty()) {
        usage.put(uid(pod), usageOf(pod, sizes));
      }
    }
    return new Look(pods, shortages, usage, volumes);
  }

  /** By name, what its volumes on disk hold: all of them, or those alone that have a limit. */
  private Map<String, Long> sizes(Pod pod, boolean all) {
    Map<String, Long> sizes = new HashMap<>();
    for (Volume volume : pod.spec().volumes()) {
      if (EvictionPlan.limitOf(volume) != null || (all && EvictionPlan.isOnDisk(volume))) {
        String name = String.valueOf(volume.name());
        sizes.put(name, parts.volumes().bytes(uid(pod), name));
      }
    }
    return sizes;
  }

  /** No runtime tells what containers have written beside their volumes. */
  private PodUsage usageOf(Pod pod, Map<String, Long> volumes) {
    long disk = volumes.values().stream().mapToLong(Long::longValue).sum();
    Map<String, Long> memory = new HashMap<>();
    long pids = 0;
    for (ContainerStats container : stats(pod)) {
      memory.put(container.name(), container.memory().workingSet());
      pids += container.pids();
    }
    return new PodUsage(memory, disk, pids);
  }

  private List<ContainerStats> stats(Pod pod) {
    try {
      return parts
          .stats()
          .map(source -> source.stats(parts.owner(), uid(pod)).containers())
          .orElse(List.of());
    } catch (ContainerRuntimeException absent) {
      LOG.debug("pod={} tells nothing of its usage", uid(pod), absent);
      return List.of();
    }
  }

  private void landed(Landing<Look> landing) {
    if (landing.failure().isEmpty()) {
      decide(landing.result());
    } else {
      LOG.debug("the machine cannot be looked at", landing.failure().get());
    }
  }

  /**
   * A pod that leaves already gives back soon what others need not; where there is no hurry it is
   * waited for, since it may take all of its grace.
   */
  private void decide(Look look) {
    List<Pod> staying = look.pods().stream().filter(pod -> !leaving.contains(uid(pod))).toList();
    boolean someLeave = staying.size() < look.pods().size();
    List<Shortage> pressing =
        pressing(look.shortages()).stream()
            .filter(shortage -> !someLeave || shortage.urgency() == Shortage.Urgency.HARD)
            .toList();
    EvictionPlan plan = new EvictionPlan(staying, look.usage());
    List<EvictionPlan.Eviction> overfull = plan.overfull(look.volumes());
    overfull.forEach(this::evict);
    if (!pressing.isEmpty() && overfull.isEmpty()) {
      Shortage first = pressing.get(0);
      parts.onShortage().accept(first.pressure().resource());
      plan.against(first, parts.thresholds().soft().maxPodGrace()).ifPresent(this::evict);
    }
  }

  /** Those that have lasted long enough. */
  private List<Shortage> pressing(List<Shortage> shortages) {
    Instant now = clock.now();
    shortSince.keySet().retainAll(shortages.stream().map(Shortage::pressure).toList());
    shortages.forEach(shortage -> shortSince.putIfAbsent(shortage.pressure(), now));
    Duration grace = parts.thresholds().soft().grace();
    return shortages.stream()
        .filter(
            shortage ->
                shortage.urgency() == Shortage.Urgency.HARD
                    || !now.isBefore(shortSince.get(shortage.pressure()).plus(grace)))
        .toList();
  }

  private void evict(EvictionPlan.Eviction eviction) {
    leaving.add(uid(eviction.pod()));
    parts.manager().evict(eviction);
  }

  private static String uid(Pod pod) {
    return String.valueOf(pod.metadata().uid());
  }
}
