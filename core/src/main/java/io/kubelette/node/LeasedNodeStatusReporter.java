package io.kubelette.node;

import io.kubelette.api.ApiException;
import io.kubelette.api.ApiServer;
import io.kubelette.api.EventRecorder;
import io.kubelette.loop.EventLoop;
import io.kubelette.loop.IoPool;
import io.kubelette.loop.Landing;
import io.kubelette.loop.Trip;
import io.kubelette.model.Node;
import io.kubelette.model.ObjectReference;
import io.kubelette.model.ObjectReferenceBuilder;
import io.kubelette.model.Quantity;
import io.kubelette.runtime.ImageInventory;
import io.kubelette.runtime.Machine;
import io.kubelette.runtime.MachineFacts;
import io.kubelette.runtime.ObservedImage;
import io.kubelette.runtime.Pressure;
import io.kubelette.runtime.PressureSignals;
import io.kubelette.runtime.RuntimeVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reporter that shows its node to be alive by a lease, as the kubelet does, so that the Node
 * itself is written only when there is news, or when it says something else than was reported.
 *
 * <pre>
 *   start ──► runtime? ──► machine? ──► time, or does the Node not say so? ──yes──► write ──► rest ─┐
 *                ▲                              └────────no───────────────────────────────────►│    │
 *                └──────────────────────────────────────────────────────────────────────────────────┘
 *   one trip at a time; a node that is not ready, or a failure, shortens the rest to a back-off
 * </pre>
 *
 * <p>Thread-safe because its public methods only post to the loop, which owns every field.
 */
public final class LeasedNodeStatusReporter implements NodeStatusReporter {

  private static final Logger LOG = LoggerFactory.getLogger(LeasedNodeStatusReporter.class);

  /**
   * What a reporter works with; it closes none of it.
   *
   * @param loop the loop that owns the reporter's state
   * @param pool where machine, runtime and API are called
   * @param api where the Node, its lease and its events are written
   * @param runtime the version of the container runtime, which must answer for the node to be ready
   * @param machine what the node reports on
   * @param events signed as {@code kubelet} of this node
   * @param images what the runtime holds; it may block
   * @param faults why other parts of the node say that it is not ready; does not block
   */
  public record Parts(
      EventLoop loop,
      IoPool pool,
      ApiServer api,
      Supplier<RuntimeVersion> runtime,
      Machine machine,
      EventRecorder events,
      ImageInventory images,
      Supplier<List<String>> faults) {

    /** Without images, and where no other part has a say. */
    public Parts(
        EventLoop loop,
        IoPool pool,
        ApiServer api,
        Supplier<RuntimeVersion> runtime,
        Machine machine,
        EventRecorder events) {
      this(loop, pool, api, runtime, machine, events, List::of, List::of);
    }
  }

  /** Kubernetes: images are listed anew every 30 s. */
  private static final Duration IMAGES_AGE = Duration.ofSeconds(30);

  /** What the machine told in one look, and the images if they were asked for and told. */
  private record Look(
      MachineFacts facts, PressureSignals signals, Optional<List<ObservedImage>> images) {}

  private final NodeConfig config;
  private final Parts parts;
  private final Trip.Route route;
  private final NodeWriter writer;
  private final LeaseRenewal lease;
  private final RuntimePulse pulse;
  private final CompletableFuture<Node> registered = new CompletableFuture<>();
  private List<ObservedImage> images = List.of();
  private long imagesAt;
  private boolean imagesKnown;
  private PressureMemory pressures = PressureMemory.NONE;
  private @Nullable Node reported;
  private long reportedAt;
  private Duration wait = Duration.ZERO;
  private boolean started;
  private boolean closed;
  private @Nullable Trip<?> trip;
  private EventLoop.@Nullable Timer rest;

  private LeasedNodeStatusReporter(NodeConfig config, Parts parts) {
    this.config = config;
    this.parts = parts;
    this.route = new Trip.Route(parts.loop(), parts.pool(), config.timing().deadline());
    NodeStatuses statuses = new NodeStatuses(config, LibraryVersion.read());
    this.writer = new NodeWriter(parts.api(), config, statuses);
    this.pulse = new RuntimePulse(config.timing().runtimeSilence());
    this.lease =
        new LeaseRenewal(
            parts.api(), route, config, () -> Objects.requireNonNull(reported, "not registered"));
  }

  /** A reporter that does nothing before {@link #start()}. */
  public static LeasedNodeStatusReporter create(NodeConfig config, Parts parts) {
    return new LeasedNodeStatusReporter(config, parts);
  }

  @Override
  public CompletionStage<Node> start() {
    parts.loop().execute(this::onStart);
    return registered.minimalCompletionStage();
  }

  @Override
  public void close() {
    parts.loop().execute(this::onClose);
  }

  private void onStart() {
    if (!started && !closed) {
      started = true;
      parts.events().normal(self(), "Starting", "Starting kubelet.");
      askRuntime();
    }
  }

  private void onClose() {
    closed = true;
    lease.stop();
    if (trip != null) {
      trip.cancel();
    }
    if (rest != null) {
      rest.cancel();
    }
  }

  private void askRuntime() {
    go(() -> parts.runtime().get(), this::onRuntime);
  }

  private void onRuntime(Landing<RuntimeVersion> landing) {
    landing
        .failure()
        .ifPresentOrElse(
            failure -> LOG.debug("node={} runtime does not answer", config.name(), failure),
            () -> pulse.answered(landing.result(), parts.loop().clock().nanoTime()));
    boolean stale =
        !imagesKnown || parts.loop().clock().nanoTime() - imagesAt >= IMAGES_AGE.toNanos();
    go(
        () ->
            new Look(
                parts.machine().facts(),
                parts.machine().pressure(),
                stale ? listImages() : Optional.empty()),
        this::onMachine);
  }

  /** On the I/O pool. An engine that does not tell its images may be a good one in all else. */
  private Optional<List<ObservedImage>> listImages() {
    try {
      return Optional.of(parts.images().images());
    } catch (RuntimeException failure) {
      LOG.debug("node={} images are not told", config.name(), failure);
      return Optional.empty();
    }
  }

  private List<String> faults() {
    List<String> all = new ArrayList<>(pulse.faults(parts.loop().clock().nanoTime()));
    all.addAll(parts.faults().get());
    return all;
  }

  private void onMachine(Landing<Look> landing) {
    if (landing.failure().isPresent()) {
      retry("look at its machine", landing.failure().get());
      return;
    }
    Look look = landing.result();
    look.images()
        .ifPresent(
            told -> {
              images = told;
              imagesKnown = true;
              imagesAt = parts.loop().clock().nanoTime();
            });
    Instant now = parts.loop().clock().now();
    pressures =
        pressures.after(Pressure.seenIn(look.signals(), look.facts(), config.thresholds()), now);
    NodeReport report =
        new NodeReport(
            look.facts(),
            pulse.version(),
            images,
            pressures.active(now, config.thresholds().persistence()),
            faults());
    if (reported == null) {
      go(() -> writer.register(report, now), this::onWritten);
    } else if (isDue()) {
      go(() -> writer.report(report, now), this::onWritten);
    } else {
      go(() -> writer.correct(report, now), this::onWritten);
    }
  }

  private boolean isDue() {
    return parts.loop().clock().nanoTime() - reportedAt >= config.timing().report().toNanos();
  }

  private void onWritten(Landing<NodeWriter.Written> landing) {
    if (landing.failure().isPresent()) {
      Throwable failure = landing.failure().get();
      if (failure instanceof ApiException answer && answer.kind() == ApiException.Kind.INVALID) {
        registered.completeExceptionally(answer);
      }
      retry("report its status", failure);
      return;
    }
    NodeWriter.Written written = landing.result();
    boolean first = reported == null;
    reported = written.node();
    if (first || written.isNews()) {
      reportedAt = parts.loop().clock().nanoTime();
    }
    NodeNotices.between(config.name(), written.before(), written.node().status())
        .forEach(this::tell);
    if (first) {
      tellStart(written.node());
      lease.renew();
      registered.complete(written.node());
    }
    restUntilNextLook();
  }

  private void tellStart(Node node) {
    parts
        .events()
        .normal(self(), "NodeAllocatableEnforced", "Updated Node Allocatable limit across pods");
    Quantity disk = node.status().capacity().getOrDefault("ephemeral-storage", Quantity.ZERO);
    if (disk.signum() <= 0) {
      parts
          .events()
          .warning(self(), "InvalidDiskCapacity", "invalid capacity 0 on image filesystem");
    }
  }

  private void tell(NodeNotices.Notice notice) {
    LOG.debug("node={} event={}", config.name(), notice.reason());
    switch (notice.weight()) {
      case NORMAL -> parts.events().normal(self(), notice.reason(), notice.message());
      case WARNING -> parts.events().warning(self(), notice.reason(), notice.message());
    }
  }

  /** A node that is not ready is looked at again soon: whoever waits for it waits less. */
  private void restUntilNextLook() {
    if (faults().isEmpty()) {
      wait = Duration.ZERO;
      rest(config.timing().observe());
    } else {
      wait = config.timing().retry().after(wait);
      rest(wait);
    }
  }

  private void retry(String what, Throwable failure) {
    wait = config.timing().retry().after(wait);
    LOG.warn(
        "node={} cannot {}, next try in {}: {}", config.name(), what, wait, failure.toString());
    rest(wait);
  }

  private void rest(Duration time) {
    rest = parts.loop().schedule(time, this::askRuntime);
  }

  private <T> void go(Callable<T> body, Consumer<Landing<T>> onLanding) {
    trip =
        Trip.begin(
            route,
            body,
            landing -> {
              trip = null;
              if (!closed) {
                onLanding.accept(landing);
              }
            });
  }

  /** Kubernetes refers to nodes in events by their name in place of the uid. */
  private ObjectReference self() {
    return ObjectReferenceBuilder.builder()
        .apiVersion("v1")
        .kind("Node")
        .name(config.name())
        .uid(config.name())
        .build();
  }
}
