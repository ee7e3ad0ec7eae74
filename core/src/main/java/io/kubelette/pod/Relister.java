package io.kubelette.pod;

import io.kubelette.loop.EventLoop;
import io.kubelette.loop.Landing;
import io.kubelette.loop.Trip;
import io.kubelette.pod.volume.NodeFiles;
import io.kubelette.runtime.PodObservation;
import io.kubelette.runtime.RuntimeEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists all that a node has in its runtime, again and again: should an event be lost, the next list
 * shows what it would have told. It also keeps the stream of events alive.
 *
 * <pre>
 *   LISTING ──► RESTING for the interval, or until somebody asks ──► LISTING
 * </pre>
 *
 * <p>Owned by: pod loop; {@link #fault} may be asked on any thread.
 */
final class Relister {

  private static final Logger LOG = LoggerFactory.getLogger(Relister.class);

  /** Who hears of it. */
  interface Listener {

    /** The runtime has an event; called on the runtime's thread. */
    void event(RuntimeEvent event);

    /** What there is; called on the pod loop. */
    void listed(List<PodObservation> pods);

    /** A list has ended, well or not, and no other is under way; called on the pod loop. */
    void settled();
  }

  private final PodNode node;
  private final PodManagerConfig config;
  private final Workshop workshop;
  private final RuntimeWatch watch;
  private final Listener listener;
  private @Nullable Trip<List<PodObservation>> trip;
  private EventLoop.@Nullable Timer next;
  private boolean again;
  private boolean listed;
  private boolean engineAway;
  private boolean closed;

  /** A reading of the monotonic clock; set on the pod loop, read on any thread. */
  private volatile long activeAt;

  private volatile boolean everActive;

  Relister(PodNode node, PodManagerConfig config, Workshop workshop, Listener listener) {
    this.node = node;
    this.config = config;
    this.workshop = workshop;
    this.watch = new RuntimeWatch(workshop.runtime(), node.owner(), listener::event);
    this.listener = listener;
  }

  /** Lists as soon as may be: once more if a list is under way, since that may be too old. */
  void list() {
    if (closed) {
      return;
    }
    if (trip != null) {
      again = true;
      return;
    }
    trip = Trip.begin(workshop.route(config.actionDeadline()), this::observe, this::landed);
  }

  /** On the I/O pool. */
  private List<PodObservation> observe() {
    watch.ensure();
    List<PodObservation> pods = workshop.runtime().observe(node.owner());
    NodeFiles files = workshop.surroundings().files();
    if (!everActive && files != null) {
      files.adopt(pods);
    }
    return pods;
  }

  /** Lists, and counts as not having listed until then. */
  void listAnew() {
    listed = false;
    list();
  }

  /** Whether any list has told what is there. */
  boolean hasListed() {
    return everActive;
  }

  /** Whether a list has told what is there, and none is under way. */
  boolean isSettled() {
    return listed && trip == null && !again;
  }

  void close() {
    closed = true;
    if (trip != null) {
      trip.cancel();
    }
    if (next != null) {
      next.cancel();
    }
  }

  /** Ends the stream of events; may be called on any thread. */
  void endEvents() {
    watch.close();
  }

  /** Why the node cannot vouch for its pods; empty if it listed them not too long ago. */
  Optional<String> fault() {
    if (!everActive) {
      return Optional.of("PLEG is not healthy: pleg has yet to be successful");
    }
    Duration silence = Duration.ofNanos(workshop.loop().clock().nanoTime() - activeAt);
    return silence.compareTo(config.relistPatience()) <= 0
        ? Optional.empty()
        : Optional.of(
            "PLEG is not healthy: pleg was last seen active %s ago; threshold is %s"
                .formatted(Words.of(silence), Words.of(config.relistPatience())));
  }

  private void landed(Landing<List<PodObservation>> landing) {
    trip = null;
    if (closed) {
      return;
    }
    if (next != null) {
      next.cancel();
    }
    next = workshop.loop().schedule(config.relist(), this::list);
    landing.failure().ifPresentOrElse(this::onFailure, () -> onList(landing.result()));
    if (again) {
      again = false;
      list();
    } else {
      listener.settled();
    }
  }

  private void onFailure(Throwable failure) {
    if (!engineAway) {
      LOG.warn("node={} cannot list its pods: {}", node.name(), failure.toString());
    }
    engineAway = true;
  }

  private void onList(List<PodObservation> pods) {
    if (engineAway) {
      LOG.info("node={} lists its pods again", node.name());
    }
    engineAway = false;
    listed = true;
    activeAt = workshop.loop().clock().nanoTime();
    everActive = true;
    listener.listed(pods);
  }
}
