package io.kubelette.pod;

import io.kubelette.api.ImageProgress;
import io.kubelette.loop.EventLoop;
import io.kubelette.loop.IoPool;
import io.kubelette.model.Node;
import io.kubelette.model.Pod;
import io.kubelette.pod.reference.PodObject;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.ResourceUpdate;
import io.kubelette.runtime.RuntimeEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link PodManager} whose workers all live on one event loop.
 *
 * <p>Thread-safe because its public methods only post to the pod loop, which owns every field but
 * the watch on the runtime.
 */
public final class LoopPodManager implements PodManager {

  private static final Logger LOG = LoggerFactory.getLogger(LoopPodManager.class);

  /**
   * What a manager works with; it closes none of it.
   *
   * @param loop the pod loop
   * @param pool where whatever may block runs
   * @param runtime what runs the containers
   * @param reports where statuses and events go
   * @param surroundings what pods find around them
   */
  public record Parts(
      EventLoop loop,
      IoPool pool,
      ContainerRuntime runtime,
      PodReports reports,
      Surroundings surroundings) {

    /** Of a manager whose pods find nothing around them. */
    public Parts(EventLoop loop, IoPool pool, ContainerRuntime runtime, PodReports reports) {
      this(loop, pool, runtime, reports, Surroundings.none());
    }
  }

  private final PodNode node;
  private final PodManagerConfig config;
  private final Workshop workshop;
  private final Relister relister;
  private final Intake intake;
  private final NodeShutdown shutdown;
  private final ClusterDns clusterDns;
  private final Map<String, PodWorker> workers = new HashMap<>();

  /** By uid, pods that were named again while what bore their uid before is still ending. */
  private final Map<String, Pod> successors = new HashMap<>();

  /** By uid, pods of which the latest list showed something while they waited to be taken in. */
  private Set<String> foundWaiting = Set.of();

  private final ReferenceIndex references = new ReferenceIndex();
  private final List<String> leftovers;
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private boolean sourcesReady;
  private boolean draining;
  private boolean closed;

  /** Set on the pod loop, read on any thread. */
  private volatile boolean shuttingDown;

  private LoopPodManager(PodNode node, PodManagerConfig config, Parts parts) {
    this.node = node;
    this.config = config;
    this.workshop =
        new Workshop(
            parts.loop(),
            parts.pool(),
            parts.runtime(),
            parts.reports(),
            parts.surroundings(),
            new Pulls(config.pulls(), parts.pool(), parts.loop().clock()),
            new ReactorCalls(parts.pool(), config.probes(), PodDials.of(parts.runtime())),
            new Departures());
    this.leftovers = leftoversOf(parts.surroundings());
    this.relister = new Relister(node, config, workshop, new Lists());
    ResizeFit.Ability ability =
        parts.runtime().ability(ResourceUpdate.class).isPresent()
            ? ResizeFit.Ability.RESIZES
            : ResizeFit.Ability.NONE;
    this.intake = new Intake(parts.loop(), config.admission(), ability, new Doorman());
    this.shutdown = new NodeShutdown(parts.loop(), this::end);
    this.clusterDns = new ClusterDns(parts.reports());
  }

  /** A manager that observes at once what the owner's earlier life has left, and adopts it. */
  public static LoopPodManager start(PodNode node, PodManagerConfig config, Parts parts) {
    LoopPodManager manager = new LoopPodManager(node, config, parts);
    manager.onLoop(manager.relister::list);
    return manager;
  }

  @Override
  public void desire(Pod pod) {
    onLoop(() -> onDesire(pod));
  }

  /** Says that an object to which pods may refer was made, changed or removed. */
  public void objectChanged(PodObject object) {
    onLoop(
        () ->
            references.uidsOf(object).stream()
                .map(workers::get)
                .filter(Objects::nonNull)
                .forEach(PodWorker::objectChanged));
  }

  @Override
  public void release(String podUid) {
    onLoop(
        () -> {
          successors.remove(podUid);
          intake.release(podUid);
          PodWorker worker = workers.get(podUid);
          if (worker == null) {
            references.remove(podUid);
          } else {
            worker.release();
          }
        });
  }

  @Override
  public void endContainer(String podUid, String containerId) {
    onLoop(() -> worker(podUid).ifPresent(worker -> worker.endContainer(containerId)));
  }

  @Override
  public void removeContainers(String podUid) {
    onLoop(() -> worker(podUid).ifPresent(PodWorker::removeContainers));
  }

  @Override
  public void resetBackoff(String podUid) {
    onLoop(() -> worker(podUid).ifPresent(PodWorker::resetBackoff));
  }

  private Optional<PodWorker> worker(String podUid) {
    return Optional.ofNullable(workers.get(podUid));
  }

  @Override
  public ContainerRuntime.Subscription watchPulls(Consumer<ImageProgress> listener) {
    return workshop.pulls().listen(listener);
  }

  @Override
  public void sourcesReady() {
    onLoop(
        () -> {
          sourcesReady = true;
          workers.values().stream().filter(PodWorker::isHeld).forEach(PodWorker::release);
          if (relister.hasListed()) {
            adoptLeftovers();
          }
        });
  }

  /**
   * Says what the node offers and how it fares: pods that are new are judged by it. Before the
   * first time every pod is taken.
   */
  public void nodeIs(Node latest) {
    onLoop(() -> intake.nodeIs(latest));
  }

  /** Why the node cannot vouch for its pods; empty if all is well. May be asked on any thread. */
  public Optional<String> fault() {
    return relister.fault();
  }

  /**
   * Ends every pod because the machine goes down, the critical ones last, and takes no new ones.
   * The pods fail; their objects stay. The stage completes when none runs any more, or when the
   * times are up.
   */
  public CompletionStage<Void> shutDown(ShutdownConfig times) {
    onLoop(
        () -> {
          if (!shuttingDown) {
            shuttingDown = true;
            LOG.info("node={} shuts down", node.name());
            intake.shutDown();
            shutdown.begin(intake.active(), times);
          }
        });
    return shutdown.over().minimalCompletionStage();
  }

  /** Whether the node is going down; may be asked on any thread. */
  public boolean isShuttingDown() {
    return shuttingDown;
  }

  /** The pods that take something of the node. Called on the pod loop. */
  List<Pod> active() {
    return intake.active();
  }

  /** Makes a pod leave. Called on the pod loop. */
  void evict(EvictionPlan.Eviction eviction) {
    PodIdentity pod = identity(eviction.pod());
    Ending why = eviction.ending();
    LOG.info("node={} pod={} evicted: {}", node.name(), pod, why.message());
    warn(pod, why.reason(), why.message());
    end(eviction.pod(), why);
  }

  private void end(Pod pod, Ending why) {
    PodWorker worker = workers.get(String.valueOf(pod.metadata().uid()));
    if (worker != null) {
      worker.end(why);
    }
  }

  @Override
  public CompletionStage<Void> drain() {
    onLoop(
        () -> {
          draining = true;
          successors.clear();
          intake.clear();
          workers.values().forEach(PodWorker::release);
          // What the owner left behind before this start counts too, so it must have been seen.
          relister.listAnew();
        });
    return drained;
  }

  @Override
  public void close() {
    onLoop(
        () -> {
          closed = true;
          workers.values().forEach(PodWorker::stop);
          relister.close();
        });
    relister.endEvents();
    workshop.network().close();
  }

  private void onLoop(Runnable task) {
    workshop
        .loop()
        .execute(
            () -> {
              if (!closed) {
                task.run();
              }
            });
  }

  private void onDesire(Pod pod) {
    String uid = pod.metadata().uid();
    if (uid == null || draining) {
      return;
    }
    references.put(uid, pod);
    PodWorker worker = workers.get(uid);
    boolean returns =
        worker != null && worker.isLeaving() && pod.metadata().deletionTimestamp() == null;
    if (returns || successors.containsKey(uid)) {
      successors.put(uid, pod);
    } else if (worker == null) {
      intake.offer(pod);
    } else {
      boolean counts = worker.isHeld() || intake.counts(uid);
      worker.desire(counts ? Desire.of(intake.changed(pod)) : Desire.of(pod));
    }
  }

  /** Pods that were cleared away but for their files when an earlier life ended. */
  private static List<String> leftoversOf(Surroundings surroundings) {
    return surroundings.files() == null
        ? new ArrayList<>()
        : new ArrayList<>(surroundings.files().leftovers());
  }

  /**
   * Files without containers tell a uid and no name: their pod is gone if no source has named it,
   * and nobody can say so before all have spoken.
   */
  private void adoptLeftovers() {
    leftovers.removeIf(workers::containsKey);
    for (String uid : leftovers) {
      if (!intake.isWaiting(uid)) {
        hire(new PodIdentity(node.owner(), uid, "", ""), Desire.absent()).release();
      }
    }
    leftovers.removeIf(workers::containsKey);
  }

  private PodWorker hire(PodIdentity pod, Desire desire) {
    PodWorker worker = new PodWorker(new PodTurn.Context(pod, node, config), workshop, desire);
    workers.put(pod.uid(), worker);
    return worker;
  }

  private PodIdentity identity(Pod pod) {
    String namespace = String.valueOf(pod.metadata().namespace());
    String name = String.valueOf(pod.metadata().name());
    return new PodIdentity(node.owner(), String.valueOf(pod.metadata().uid()), namespace, name);
  }

  private void completeDrain() {
    if (draining && relister.isSettled() && workers.isEmpty()) {
      drained.complete(null);
    }
  }

  private void warn(PodIdentity pod, String reason, String message) {
    workshop.reports().event(pod, new PodReports.Event("Warning", reason, message, null));
  }

  /** Workers that have come to an end. */
  private final class Departures implements Workshop.Register {

    @Override
    public void terminated(String podUid) {
      intake.terminated(podUid);
      shutdown.terminated(podUid);
    }

    @Override
    public void finished(String podUid) {
      workers.remove(podUid);
      shutdown.terminated(podUid);
      references.remove(podUid);
      intake.terminated(podUid);
      Pod successor = successors.remove(podUid);
      if (successor != null) {
        onDesire(successor);
      }
      completeDrain();
    }
  }

  /** What becomes of pods at the door. */
  private final class Doorman implements Intake.Verdicts {

    @Override
    public void taken(Allotment taken) {
      // A relist may have found its containers while it waited.
      Pod pod = taken.pod();
      PodWorker adopted = workers.get(String.valueOf(pod.metadata().uid()));
      clusterDns.askedBy(pod.spec());
      PodWorker worker = adopted == null ? hire(identity(pod), Desire.of(taken)) : adopted;
      if (adopted == null && relister.hasListed() && !foundWaiting.contains(pod.metadata().uid())) {
        worker.startFromNothing();
      }
      worker.desire(Desire.of(taken));
    }

    @Override
    public void allotted(Allotment latest) {
      PodWorker worker = workers.get(String.valueOf(latest.pod().metadata().uid()));
      if (worker != null) {
        worker.desire(Desire.of(latest));
      }
    }

    @Override
    public void rejected(Pod pod, Rejection why) {
      taken(new Allotment(pod, null));
      LOG.info("node={} pod={} rejected reason={}", node.name(), identity(pod), why.reason());
      warn(identity(pod), why.reason(), why.message());
      end(pod, Ending.rejected(why));
    }

    /** A held worker of an earlier uid need not wait for sources: it is superseded. */
    @Override
    public boolean isNameTaken(Pod pod) {
      PodIdentity own = identity(pod);
      List<PodWorker> bearers =
          workers.values().stream().filter(worker -> worker.precedes(own)).toList();
      bearers.stream().filter(PodWorker::isHeld).forEach(PodWorker::release);
      return !relister.hasListed() || !bearers.isEmpty();
    }

    @Override
    public void preempted(Pod victim) {
      Ending ending = Ending.preempted();
      warn(identity(victim), ending.reason(), ending.message());
      end(victim, ending);
    }
  }

  /** What the runtime shows of all pods, and its hints that something changed. */
  private final class Lists implements Relister.Listener {

    @Override
    public void event(RuntimeEvent event) {
      onLoop(() -> event.podUid().ifPresentOrElse(uid -> poke(uid, event), relister::list));
    }

    private void poke(String uid, RuntimeEvent event) {
      PodWorker worker = workers.get(uid);
      if (worker != null) {
        worker.poke(event);
      }
    }

    @Override
    public void listed(List<PodObservation> pods) {
      Map<String, PodObservation> byUid =
          pods.stream()
              .collect(
                  Collectors.toMap(p -> p.pod().uid(), Function.identity(), (one, same) -> one));
      workers.forEach(
          (uid, worker) -> {
            PodObservation seen = byUid.get(uid);
            if (seen == null) {
              worker.compareWithNothing();
            } else {
              worker.compare(seen);
            }
          });
      foundWaiting = byUid.keySet().stream().filter(intake::isWaiting).collect(Collectors.toSet());
      byUid.forEach(
          (uid, seen) -> {
            if (!workers.containsKey(uid) && !intake.isWaiting(uid)) {
              adopt(seen);
            }
          });
      if (sourcesReady || draining) {
        adoptLeftovers();
      }
      intake.lookAgain();
    }

    /** Takes charge of what no source has named: held at first, since a source may be late. */
    private void adopt(PodObservation orphan) {
      PodWorker worker = hire(orphan.pod(), Desire.absent());
      if (sourcesReady || draining) {
        worker.release();
      } else {
        worker.hold();
      }
    }

    @Override
    public void settled() {
      completeDrain();
    }
  }
}
