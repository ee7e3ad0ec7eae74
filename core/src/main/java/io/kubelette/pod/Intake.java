package io.kubelette.pod;

import io.kubelette.api.Pods;
import io.kubelette.fit.AllocatedPod;
import io.kubelette.fit.NodeLoad;
import io.kubelette.loop.EventLoop;
import io.kubelette.model.Node;
import io.kubelette.model.Pod;
import io.kubelette.model.Quantity;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The door of a node: pods that are new to it are taken in or turned away, the oldest first.
 *
 * <pre>
 *   offered ──► WAITING ──► taken in, and counted until it is terminated
 *                 │  └────► turned away
 *                 └ a static pod for its predecessor's end, a critical one for room to be made
 * </pre>
 *
 * <p>All that is offered in one go is judged together, so that a list's order does not matter.
 * Owned by: pod loop.
 */
final class Intake {

  /** What follows from a judgement. Called on the pod loop. */
  interface Verdicts {

    /** The node takes the pod, with these resources. */
    void taken(Allotment pod);

    /** It is decided anew what a pod of the node may use. */
    void allotted(Allotment pod);

    /** The node does not take the pod. */
    void rejected(Pod pod, Rejection why);

    /** Whether a static pod must wait until nothing is left of its predecessor. */
    boolean isNameTaken(Pod pod);

    /** A pod of the node must leave for a critical one. */
    void preempted(Pod victim);
  }

  private static final Rejection SHUTTING_DOWN =
      new Rejection("NodeShutdown", "Pod was rejected as the node is shutting down.");

  private final EventLoop loop;
  private final AdmissionConfig config;
  private final Verdicts verdicts;
  private final NodeLoad load = new NodeLoad();
  private final Allotments allotments;
  private final Map<String, Pod> waiting = new LinkedHashMap<>();

  /** By uid of a critical pod that waits, the uids of those that leave for it. */
  private final Map<String, Set<String>> makingRoom = new HashMap<>();

  /** Pods that no source names any more, and that take their part of the node until they ended. */
  private final Set<String> leaving = new HashSet<>();

  private @Nullable Node node;
  private boolean posted;
  private boolean shuttingDown;

  Intake(EventLoop loop, AdmissionConfig config, ResizeFit.Ability ability, Verdicts verdicts) {
    this.loop = loop;
    this.allotments = new Allotments(load, ability);
    this.config = config;
    this.verdicts = verdicts;
  }

  /** The node as the API knows it; before the first, every pod fits. */
  void nodeIs(Node latest) {
    node = latest;
    if (allotments.anyPending()) {
      judgeSoon();
    }
  }

  /** From now on no pod is taken. */
  void shutDown() {
    shuttingDown = true;
  }

  /** A pod that is new, or that still waits and has changed. */
  void offer(Pod pod) {
    waiting.put(uid(pod), pod);
    judgeSoon();
  }

  boolean isWaiting(String uid) {
    return waiting.containsKey(uid);
  }

  /** Its source no longer names the pod. */
  void withdraw(String uid) {
    waiting.remove(uid);
    makingRoom.remove(uid);
  }

  /** The same, and what the node has of it ends: who needs its room waits for that. */
  void release(String uid) {
    withdraw(uid);
    if (load.counts(uid)) {
      leaving.add(uid);
    }
  }

  /** Forgets all that waits. */
  void clear() {
    waiting.clear();
    makingRoom.clear();
  }

  /**
   * A pod that the node has already: it counts whether it fits or not, but more than it has is set
   * aside for it only if that fits.
   */
  Allotment changed(Pod pod) {
    Allotment now = allotments.of(pod, node);
    lookAgain();
    return now;
  }

  /** The pod takes nothing of the node any more. */
  void terminated(String uid) {
    leaving.remove(uid);
    load.remove(uid);
    allotments.remove(uid);
    lookAgain();
  }

  /** Something changed for which a pod may have waited. */
  void lookAgain() {
    if (!waiting.isEmpty() || allotments.anyPending()) {
      judgeSoon();
    }
  }

  /** The pods that take something of the node. */
  List<Pod> active() {
    return load.pods();
  }

  boolean counts(String uid) {
    return load.counts(uid);
  }

  private void judgeSoon() {
    if (!posted) {
      posted = true;
      loop.execute(this::judgeAll);
    }
  }

  private void judgeAll() {
    posted = false;
    allotments.retry(node, verdicts::allotted);
    List<Pod> oldestFirst =
        waiting.values().stream().sorted(Comparator.comparing(Intake::birth)).toList();
    oldestFirst.forEach(this::judge);
  }

  private void judge(Pod pod) {
    if (mustWait(pod)) {
      return;
    }
    boolean settled = Pods.isTerminal(pod) || pod.metadata().deletionTimestamp() != null;
    if (settled) {
      withdraw(uid(pod));
      verdicts.taken(new Allotment(pod, null));
      return;
    }
    if (roomIsComing(pod)) {
      return;
    }
    Optional<Rejection> rejection =
        shuttingDown ? Optional.of(SHUTTING_DOWN) : fit(AllocatedPod.of(pod));
    if (rejection.isPresent()) {
      withdraw(uid(pod));
      verdicts.rejected(pod, rejection.get());
    } else if (!mustWait(pod)) {
      withdraw(uid(pod));
      verdicts.taken(allotments.of(pod, node));
    }
  }

  private boolean mustWait(Pod pod) {
    Set<String> leaving = makingRoom.getOrDefault(uid(pod), Set.of());
    return leaving.stream().anyMatch(load::counts)
        || (StaticPods.isStatic(pod) && verdicts.isNameTaken(pod));
  }

  /** Whether only pods that leave stand in its way. */
  private boolean roomIsComing(Pod pod) {
    if (leaving.isEmpty() || shuttingDown || node == null) {
      return false;
    }
    Pod own = AllocatedPod.of(pod);
    List<Pod> staying = load.pods().stream().filter(each -> !leaving.contains(uid(each))).toList();
    return new NodeFit(node, load, config).rejectionOf(own).isPresent()
        && new NodeFit(node, NodeLoad.of(staying), config).rejectionOf(own).isEmpty();
  }

  /** Why the pod is turned away; empty as well where room is being made for it. */
  private Optional<Rejection> fit(Pod pod) {
    if (node == null) {
      return Optional.empty();
    }
    NodeFit fit = new NodeFit(node, load, config);
    Optional<Rejection> rejection = fit.rejectionOf(pod);
    if (rejection.isEmpty() || !CriticalPods.isCritical(pod)) {
      return rejection;
    }
    Optional<Rejection> beyondHelp = fit.rejectionBesideResources(pod);
    if (beyondHelp.isPresent()) {
      return beyondHelp;
    }
    Map<String, Quantity> missing = fit.shortages(pod);
    List<Pod> victims = Preemption.victims(pod, load.pods(), missing);
    if (victims.isEmpty()) {
      return Optional.of(Preemption.failure(pod, load.pods(), missing));
    }
    makingRoom.put(uid(pod), victims.stream().map(Intake::uid).collect(Collectors.toSet()));
    victims.forEach(verdicts::preempted);
    return Optional.empty();
  }

  private static Instant birth(Pod pod) {
    Instant created = pod.metadata().creationTimestamp();
    return created == null ? Instant.MIN : created;
  }

  private static String uid(Pod pod) {
    return String.valueOf(pod.metadata().uid());
  }
}
