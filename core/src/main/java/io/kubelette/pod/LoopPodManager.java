package io.kubelette.pod;

import io.kubelette.loop.EventLoop;
import io.kubelette.loop.IoPool;
import io.kubelette.loop.Landing;
import io.kubelette.loop.Trip;
import io.kubelette.model.Pod;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.PodIdentity;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.RuntimeEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
   */
  public record Parts(EventLoop loop, IoPool pool, ContainerRuntime runtime, PodReports reports) {}

  private final PodNode node;
  private final PodManagerConfig config;
  private final Workshop workshop;
  private final RuntimeWatch watch;
  private final Map<String, PodWorker> workers = new HashMap<>();

  /** By uid, pods that were named again while what bore their uid before is still ending. */
  private final Map<String, Pod> successors = new HashMap<>();

  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private @Nullable Trip<List<PodObservation>> relist;
  private EventLoop.@Nullable Timer nextRelist;
  private boolean relistAgain;
  private boolean sourcesReady;
  private boolean draining;
  private boolean listed;
  private boolean engineAway;
  private boolean closed;

  private LoopPodManager(PodNode node, PodManagerConfig config, Parts parts) {
    this.node = node;
    this.config = config;
    this.workshop =
        new Workshop(
            parts.loop(), parts.pool(), parts.runtime(), parts.reports(), this::onFinished);
    this.watch = new RuntimeWatch(parts.runtime(), node.owner(), this::onEvent);
  }

  /** A manager that observes at once what the owner's earlier life has left, and adopts it. */
  public static LoopPodManager start(PodNode node, PodManagerConfig config, Parts parts) {
    LoopPodManager manager = new LoopPodManager(node, config, parts);
    manager.onLoop(manager::relist);
    return manager;
  }

  @Override
  public void desire(Pod pod) {
    onLoop(() -> onDesire(pod));
  }

  @Override
  public void release(String podUid) {
    onLoop(
        () -> {
          successors.remove(podUid);
          PodWorker worker = workers.get(podUid);
          if (worker != null) {
            worker.release();
          }
        });
  }

  @Override
  public void sourcesReady() {
    onLoop(
        () -> {
          sourcesReady = true;
          workers.values().stream().filter(PodWorker::isHeld).forEach(PodWorker::release);
        });
  }

  @Override
  public CompletionStage<Void> drain() {
    onLoop(
        () -> {
          draining = true;
          successors.clear();
          workers.values().forEach(PodWorker::release);
          // What the owner left behind before this start counts too, so it must have been seen.
          listed = false;
          relist();
        });
    return drained;
  }

  @Override
  public void close() {
    onLoop(
        () -> {
          closed = true;
          workers.values().forEach(PodWorker::stop);
          if (relist != null) {
            relist.cancel();
          }
          if (nextRelist != null) {
            nextRelist.cancel();
          }
        });
    watch.close();
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
    PodWorker worker = workers.get(uid);
    boolean returns =
        worker != null && worker.isLeaving() && pod.metadata().deletionTimestamp() == null;
    if (returns || successors.containsKey(uid)) {
      successors.put(uid, pod);
      return;
    }
    if (worker == null) {
      String namespace = String.valueOf(pod.metadata().namespace());
      String name = String.valueOf(pod.metadata().name());
      worker = hire(new PodIdentity(node.owner(), uid, namespace, name), Desire.of(pod));
    }
    worker.desire(Desire.of(pod));
  }

  private PodWorker hire(PodIdentity pod, Desire desire) {
    PodWorker worker = new PodWorker(new PodTurn.Context(pod, node, config), workshop, desire);
    workers.put(pod.uid(), worker);
    return worker;
  }

  private void onFinished(String uid) {
    workers.remove(uid);
    Pod successor = successors.remove(uid);
    if (successor != null) {
      onDesire(successor);
    }
    completeDrain();
  }

  private void completeDrain() {
    if (draining && listed && relist == null && workers.isEmpty()) {
      drained.complete(null);
    }
  }

  /** From the runtime's thread. */
  private void onEvent(RuntimeEvent event) {
    onLoop(
        () ->
            event
                .podUid()
                .ifPresentOrElse(
                    uid -> {
                      PodWorker worker = workers.get(uid);
                      if (worker != null) {
                        worker.poke();
                      }
                    },
                    this::relist));
  }

  private void relist() {
    if (relist != null) {
      relistAgain = true;
      return;
    }
    relist =
        Trip.begin(
            workshop.route(config.actionDeadline()),
            () -> {
              watch.ensure();
              return workshop.runtime().observe(node.owner());
            },
            this::onListed);
  }

  private void onListed(Landing<List<PodObservation>> landing) {
    relist = null;
    if (closed) {
      return;
    }
    if (nextRelist != null) {
      nextRelist.cancel();
    }
    nextRelist = workshop.loop().schedule(config.relist(), () -> onLoop(this::relist));
    landing.failure().ifPresentOrElse(this::onUnlisted, () -> compare(landing.result()));
    if (relistAgain) {
      relistAgain = false;
      relist();
    }
    completeDrain();
  }

  private void onUnlisted(Throwable failure) {
    if (!engineAway) {
      LOG.warn("node={} cannot list its pods: {}", node.name(), failure.toString());
    }
    engineAway = true;
  }

  private void compare(List<PodObservation> pods) {
    if (engineAway) {
      LOG.info("node={} lists its pods again", node.name());
    }
    engineAway = false;
    listed = true;
    Map<String, PodObservation> byUid =
        pods.stream()
            .collect(Collectors.toMap(p -> p.pod().uid(), Function.identity(), (one, same) -> one));
    workers.forEach(
        (uid, worker) -> {
          PodObservation seen = byUid.get(uid);
          if (seen == null) {
            worker.compareWithNothing();
          } else {
            worker.compare(seen);
          }
        });
    byUid.forEach(
        (uid, seen) -> {
          if (!workers.containsKey(uid)) {
            adopt(seen);
          }
        });
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
}
