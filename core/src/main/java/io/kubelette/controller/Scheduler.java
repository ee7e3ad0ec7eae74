package io.kubelette.controller;

import io.kubelette.api.ApiServer;
import io.kubelette.api.EventRecorder;
import io.kubelette.api.Informer;
import io.kubelette.api.InformerListener;
import io.kubelette.api.Pods;
import io.kubelette.api.Query;
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
 * changes or a pod leaves one.
 *
 * <p>Owned by: the loop of its route; {@link #close} may be called from any thread.
 */
public final class Scheduler implements AutoCloseable {

  private static final String NAME = "default-scheduler";
  private static final String SCHEDULED = "PodScheduled";

  private final ApiServer api;
  private final EventRecorder events;
  private final Trip.Route route;
  private final Reconciler<PodKey> reconciler;
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
    route.loop().execute(reconciler::close);
  }

  private void look(Pod pod) {
    PodKey key = PodKey.of(pod);
    String node = pod.spec().nodeName();
    boolean exists = pods.find(key.namespace(), key.name()).isPresent();
    if (exists && isPending(pod)) {
      reconciler.mark(key);
      return;
    }
    refused.remove(key);
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

  /** Of those that still fit nowhere, only who would have to be told of other reasons is marked. */
  private void lookAtRefused() {
    looksAgain = false;
    for (PodKey key : refused) {
      Optional<Pod> pod = pods.find(key.namespace(), key.name());
      if (pod.isPresent() && isNews(pod.get(), place(pod.get()))) {
        reconciler.mark(key);
      }
    }
  }

  private Placement place(Pod pod) {
    return Placement.of(pod, nodes.all(), occupancy);
  }

  private static boolean isNews(Pod pod, Placement placement) {
    return placement.node().isPresent() || !knows(pod, placement.refusal());
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
      return () -> {};
    }
    boolean satBefore = occupancy.remove(key);
    Placement placement = place(pending.get());
    if (placement.node().isPresent()) {
      refused.remove(key);
      occupancy.put(pending.get(), placement.node().get());
    } else {
      refused.add(key);
    }
    if (satBefore) {
      lookAgain();
    }
    return isNews(pending.get(), placement) ? () -> write(key, pending.get(), placement) : () -> {};
  }

  /** On the I/O pool. */
  private void write(PodKey key, Pod seen, Placement placement) {
    Optional<Pod> now =
        api.find(ResourceType.POD, key.namespace(), key.name())
            .filter(pod -> isPending(pod) && sameUid(pod, seen));
    if (now.isEmpty()) {
      return;
    }
    if (placement.node().isPresent()) {
      String node = placement.node().get();
      api.bind(key, node);
      events.normal(
          EventRecorder.about(now.get()),
          "Scheduled",
          "Successfully assigned " + key + " to " + node);
    } else if (!knows(now.get(), placement.refusal())) {
      api.updateStatus(withRefusal(now.get(), placement.refusal()));
      events.warning(EventRecorder.about(now.get()), "FailedScheduling", placement.refusal());
    }
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
