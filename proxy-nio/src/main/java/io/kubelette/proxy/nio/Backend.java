package io.kubelette.proxy.nio;

import io.kubelette.loop.Backoff;
import io.kubelette.metrics.TrafficCounts;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An endpoint, what dialing it has taught, and what is attached to it.
 *
 * <pre>
 *              failed                        retryAt passes, one connection tries
 *   TRUSTED ───────────► EJECTED until retryAt ───────────────────► ON TRIAL
 *      ▲                     ▲                                        │   │
 *      │                     └───────────── failed, longer ───────────┘   │
 *      └──────────────────────────── succeeded ───────────────────────────┘
 * </pre>
 *
 * <p>Beside that an {@link EndpointProbe} may have found it ill.
 *
 * <p>Thread-safe because its verdict is one atomic reference: all loops share what one has learned,
 * and it survives a change of the table for as long as the endpoint stays in it.
 */
final class Backend {

  private static final Logger LOG = LoggerFactory.getLogger(Backend.class);

  /** What a failed dial means for the next ones: not before {@code retryAt}. */
  record Verdict(Duration delay, long retryAt, boolean onTrial) {}

  /**
   * How long failures keep an endpoint out.
   *
   * @param backoff the delays
   * @param trial how long one connection tries alone once the delay has passed
   * @param random from 0 to 1: so that endpoints which failed together do not return together
   */
  record Ejection(Backoff backoff, Duration trial, DoubleSupplier random) {

    long jittered(Duration delay) {
      return (long) (delay.toNanos() * (0.75 + 0.5 * random.getAsDouble()));
    }
  }

  private final InetSocketAddress address;
  private final Ejection ejection;
  private final AtomicReference<@Nullable Verdict> verdict = new AtomicReference<>();
  private final AtomicInteger load = new AtomicInteger();
  private final PerLoop<Share> shares;

  /** The probe that has found it ill; another one neither says so nor takes it back. */
  private final AtomicReference<@Nullable EndpointProbe> illBy = new AtomicReference<>();

  Backend(InetSocketAddress address, Ejection ejection, int loops) {
    this.address = address;
    this.ejection = ejection;
    this.shares = new PerLoop<>(loops, () -> new Share(load));
  }

  InetSocketAddress address() {
    return address;
  }

  /** How many attempts, connections and flows it has, on all loops. */
  int load() {
    return load.get();
  }

  PerLoop<Share> shares() {
    return shares;
  }

  /** What has passed to and from it; from any thread. */
  TrafficCounts counts() {
    return Traffic.sum(shares.all().stream().map(Share::traffic).toList());
  }

  /** Whether nothing speaks against it. */
  boolean isTrusted() {
    return verdict.get() == null && illBy.get() == null;
  }

  /** Whether a new connection may try it now. */
  boolean admits(long now) {
    Verdict current = verdict.get();
    return illBy.get() == null && (current == null || now - current.retryAt >= 0);
  }

  /** A connection is about to try it: where it was ejected, nobody else does meanwhile. */
  void tried(long now) {
    Verdict current = verdict.get();
    if (current != null) {
      long until = now + ejection.trial.toNanos();
      verdict.compareAndSet(current, new Verdict(current.delay, until, true));
    }
  }

  /** It failed its check: whatever connections teach, others are preferred. */
  void fallsIll(EndpointProbe probe) {
    illBy.set(probe);
  }

  void wellAgain(EndpointProbe probe) {
    illBy.compareAndSet(probe, null);
  }

  /** Its probe asks no more, and nobody else says that it is ill. */
  void unasked(EndpointProbe probe) {
    illBy.compareAndSet(probe, null);
  }

  void succeeded() {
    if (verdict.get() != null && verdict.getAndSet(null) != null) {
      LOG.info("endpoint={} answers again", address);
    }
  }

  void failed(long now) {
    Verdict current = verdict.get();
    if (current != null && !current.onTrial) {
      // Of many connections that fail together one counts: the delay grows by rounds.
      return;
    }
    Duration delay = ejection.backoff.after(current == null ? Duration.ZERO : current.delay);
    Verdict next = new Verdict(delay, now + ejection.jittered(delay), false);
    if (verdict.compareAndSet(current, next) && current == null) {
      LOG.info("endpoint={} does not accept connections, others are preferred", address);
    }
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
