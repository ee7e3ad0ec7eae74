package io.kubelette.proxy.nio;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoints one connection tries, in which order, and how long each may take.
 *
 * <p>No endpoint is tried again while another is left. One that refused is not tried again at all:
 * it would refuse at once. One that timed out is, until the schedule of time-outs is used up. Owned
 * by: the connection's loop.
 */
final class DialPlan {

  private final Supplier<Backends> backends;
  private final long[] timeouts;
  private final InetAddress client;
  private Set<Backend> tried = Set.of();
  private Set<Backend> slow = Set.of();
  private int timeoutsUsed;

  /**
   * A plan over what the supplier gives: asked anew for each attempt, since the table may change.
   */
  DialPlan(Supplier<Backends> backends, long[] timeoutNanos, InetAddress client) {
    this.backends = backends;
    this.timeouts = timeoutNanos;
    this.client = client;
  }

  /** The endpoint to try now; null when there is none left to try. */
  @Nullable Backend next(long now) {
    if (timeoutsUsed == timeouts.length) {
      return null;
    }
    Backends current = backends.get();
    Backend choice = current.pick(new Backends.Seeker(client, tried, now));
    if (choice == null && !slow.isEmpty()) {
      tried.removeAll(slow);
      slow.clear();
      choice = current.pick(new Backends.Seeker(client, tried, now));
    }
    if (choice != null) {
      choice.tried(now);
    }
    return choice;
  }

  /** How long the attempt that begins may take. */
  long timeoutNanos() {
    return timeouts[timeoutsUsed];
  }

  /** The endpoint is reached. */
  void reached(Backend backend, long now) {
    backend.succeeded();
    backends.get().affinity().succeeded(client, backend, now);
  }

  /** The endpoint refused. */
  void refused(Backend backend) {
    backends.get().affinity().failed(client, backend);
    if (tried.isEmpty()) {
      tried = new HashSet<>();
    }
    tried.add(backend);
  }

  /** The endpoint did not answer in time. */
  void timedOut(Backend backend) {
    refused(backend);
    if (slow.isEmpty()) {
      slow = new HashSet<>();
    }
    slow.add(backend);
    timeoutsUsed++;
  }
}
