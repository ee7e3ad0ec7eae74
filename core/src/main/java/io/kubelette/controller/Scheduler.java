package io.kubelette.controller;

import io.kubelette.api.ApiServer;
import io.kubelette.api.EventRecorder;
import io.kubelette.api.Informer;
import io.kubelette.api.InformerListener;
import io.kubelette.api.Pods;
import io.kubelette.api.Query;
import io.kubelette.loop.Pace;
import io.kubelette.loop.Trip;
import io.kubelette.model.Node;
import io.kubelette.model.Pod;
import io.kubelette.model.PodCondition;
import io.kubelette.model.PodConditionBuilder;
import io.kubelette.model.PodKey;
import io.kubelette.model.ResourceType;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Assigns pods that have no node to the fittest one, through the binding subresource.
 *
 * <p>Pods that name another scheduler than {@code default-scheduler} are left alone. A pod that
 * fits nowhere says so in its condition {@code PodScheduled}, and is looked at again when a node
 * changes or a pod leaves one. Many that fit nowhere are told at a pace, so that they do not keep
 * the API from who creates them.
 *
 * <p>Owned by: the loop of its route; {@link #close} may be called from any thread.
 */
public final class Scheduler implements AutoCloseable {

  private static final String NAME = "default-scheduler";
  private static final String SCHEDULED = "PodScheduled";

  /** Kubernetes: how many requests a second its scheduler makes, and at once. */
  private static final int PER_SECOND = 50;

  private static final int BURST = 100;

  private final ApiServer api;
  private final EventRecorder events;
  private final Trip.Route route;
  private final Reconciler<PodKey> reconciler;

  /** Tells pods that they fit nowhere, those of {@link #untold} in their turn. */
  private final Reconciler<PodKey> refusals;

  private final PacedQueue<PodKey> untold;
  private final Informer<Pod> pods;
  private final Informer<Node> nodes;

  /** Where pods are, or were put though the informer has not shown it yet. */
  private final Occupancy occupancy = new Occupancy();

  /** Pods that fit nowhere when they were last looked at. */
  private final Set<PodKey> refused = new LinkedHashSet<>();

  private boolean looksAgain;

  private Scheduler(ApiServer api, EventRecorder events, Trip.Route route) {
    this.api = api;
    this.events = events;
    this.route = route;
    this.reconciler = new Reconciler<>("scheduler", route, this::decide);
    this.refusals = new Reconciler<>("refusals", route, this::decideRefusal);
    this.untold = new PacedQueue<>(route.loop(), new Pace(PER_SECOND, BURST), refusals::mark);
    this.nodes = Informer.create(api, Query.of(ResourceType.NODE), route, new NodeListener());
    this.pods =
        Informer.create(api, Query.of(ResourceType.POD), route, InformerListener.each(this::look));
  }

  /**
   * Begins to assign pods.
   *
   * @param events signs with {@code default-scheduler}
   */
  public static Scheduler start(ApiServer api, EventRecorder events, Trip.Route route) {
    Scheduler scheduler = new Scheduler(api, events, route);
    scheduler.nodes.follow();
    scheduler.pods.follow();
    return scheduler;
  }

  @Override
  public void close() {
    pods.close();
    nodes.close();
    route.loop().execute(this::end);
  }

  private void end() {
    reconciler.close();
    refusals.close();
    untold.close();
  }

  private void look(Pod pod) {
    PodKey key = PodKey.of(pod);
    String node = pod.spec().nodeName();
    boolean exists = pods.find(key.namespace(), key.name()).isPresent();
    if (exists && isPending(pod)) {
      reconciler.mark(key);
      return;
    }
    forgive(key);
    boolean sits = exists && node != null && !Pods.isTerminal(pod);
    if (sits ? occupancy.put(pod, node) : occupancy.remove(key)) {
      lookAgain();
    }
  }

  /** At those that fit nowhere, once for all that happens in this turn of the loop. */
  private void lookAgain() {
    if (!looksAgain && !refused.isEmpty()) {
      looksAgain = true;
      route.loop().execute(this::lookAtRefused);
    }
  }

  private void lookAtRefused() {
    looksAgain = false;
    for (PodKey key : refused) {
      Optional<Pod> pod = pods.find(key.namespace(), key.name());
      if (pod.isPresent()) {
        Placement placement = place(pod.get());
        if (placement.node().isPresent()) {
          reconciler.mark(key);
        } else if (!knows(pod.get(), placement.refusal())) {
          untold.add(key);
        }
      }
    }
  }

  private void forgive(PodKey key) {
    refused.remove(key);
    untold.remove(key);
  }

  private Placement place(Pod pod) {
    return Placement.of(pod, nodes.all(), occupancy);
  }

  private void lookAtAll() {
    pods.all().forEach(this::look);
  }

  private static boolean isPending(Pod pod) {
    String scheduler = pod.spec().schedulerName();
    String node = pod.spec().nodeName();
    return (node == null || node.isEmpty())
        && pod.spec().schedulingGates().isEmpty()
        && pod.metadata().deletionTimestamp() == null
        && !Pods.isTerminal(pod)
        && (scheduler == null || scheduler.equals(NAME));
  }

  private Reconciler.Work decide(PodKey key) {
    Optional<Pod> pending = pods.find(key.namespace(), key.name()).filter(Scheduler::isPending);
    if (pending.isEmpty() || !nodes.isSynced()) {
      return Reconciler.Work.NOTHING;
    }
    Pod pod = pending.get();
    if (occupancy.remove(key)) {
      lookAgain();
    }
    if (wasNeverTold(pod) && Placement.isHopeless(pod, nodes.all(), occupancy)) {
      refused.add(key);
      untold.add(key);
      return Reconciler.Work.NOTHING;
    }
    Placement placement = place(pod);
    placement.node().ifPresentOrElse(node -> seat(pod, node), () -> refuse(pod, placement));
    return placement
        .node()
        .<Reconciler.Work>map(node -> () -> bind(pod, node))
        .orElse(Reconciler.Work.NOTHING);
  }

  /** Why it fits nowhere is found out when it is told. */
  private static boolean wasNeverTold(Pod pod) {
    return pod.status().conditions().isEmpty();
  }

  private void seat(Pod pod, String node) {
    forgive(PodKey.of(pod));
    occupancy.put(pod, node);
  }

  private void refuse(Pod pod, Placement placement) {
    refused.add(PodKey.of(pod));
    if (!knows(pod, placement.refusal())) {
      untold.add(PodKey.of(pod));
    }
  }

  private Reconciler.Work decideRefusal(PodKey key) {
    Optional<Pod> pod = pods.find(key.namespace(), key.name());
    if (pod.isEmpty() || !refused.contains(key)) {
      return Reconciler.Work.NOTHING;
    }
    Placement placement = place(pod.get());
    if (placement.node().isPresent()) {
      reconciler.mark(key);
      return Reconciler.Work.NOTHING;
    }
    return () -> tell(pod.get(), placement.refusal());
  }

  /** On the I/O pool. */
  private void bind(Pod seen, String node) {
    Optional<Pod> now = pendingStill(seen);
    if (now.isPresent()) {
      PodKey key = PodKey.of(seen);
      api.bind(key, node);
      events.normal(
          EventRecorder.about(now.get()),
          "Scheduled",
          "Successfully assigned " + key + " to " + node);
    }
  }

  /** On the I/O pool. */
  private void tell(Pod seen, String refusal) {
    Optional<Pod> now = pendingStill(seen).filter(pod -> !knows(pod, refusal));
    if (now.isPresent()) {
      api.updateStatus(withRefusal(now.get(), refusal));
      events.warning(EventRecorder.about(now.get()), "FailedScheduling", refusal);
    }
  }

  private Optional<Pod> pendingStill(Pod seen) {
    PodKey key = PodKey.of(seen);
    return api.find(ResourceType.POD, key.namespace(), key.name())
        .filter(pod -> isPending(pod) && sameUid(pod, seen));
  }

  private static boolean sameUid(Pod one, Pod other) {
    return Objects.equals(one.metadata().uid(), other.metadata().uid());
  }

  private static boolean knows(Pod pod, String refusal) {
    return pod.status().conditions().stream()
        .anyMatch(c -> SCHEDULED.equals(c.type()) && refusal.equals(c.message()));
  }

  private Pod withRefusal(Pod pod, String refusal) {
    PodCondition unscheduled =
        PodConditionBuilder.builder()
            .type(SCHEDULED)
            .status("False")
            .reason("Unschedulable")
            .message(refusal)
            .lastTransitionTime(route.loop().clock().now().truncatedTo(ChronoUnit.SECONDS))
            .build();
    Stream<PodCondition> others =
        pod.status().conditions().stream().filter(c -> !SCHEDULED.equals(c.type()));
    List<PodCondition> conditions = Stream.concat(others, Stream.of(unscheduled)).toList();
    return pod.withStatus(pod.status().withConditions(conditions));
  }

  private final class NodeListener implements InformerListener<Node> {

    @Override
    public void added(Node node) {
      lookAgain();
    }

    @Override
    public void modified(Node before, Node now) {
      if (Placement.isAffected(before, now)) {
        lookAgain();
      }
    }

    @Override
    public void deleted(Node last) {
      lookAgain();
    }

    @Override
    public void synced() {
      lookAtAll();
    }
  }
}
