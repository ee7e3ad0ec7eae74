package io.kubelette.proxy.nio;

import io.kubelette.service.ListenFailure;
import io.kubelette.service.Protocol;
import io.kubelette.service.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A route that is in force, and the sockets that serve it.
 *
 * <pre>
 *                the first endpoint comes
 *   RESERVED   ──────────────────────────►  LISTENING       on the frontend; where that cannot be
 *   (refused)  ◄──────────────────────────                  bound, on a port of its own
 *                the last endpoint goes
 * </pre>
 *
 * <p>Owned by: the control, under the proxy's lock; only the endpoints are read by the loops.
 */
final class ProxiedPort {

  private static final Logger LOG = LoggerFactory.getLogger(ProxiedPort.class);

  /** What all ports of a proxy share. */
  record Surroundings(NioProxyConfig config, LoopGroup loops, Backend.Ejection ejection) {}

  private final Surroundings surroundings;
  private final TcpRoute tcp;
  private final List<Listener> listeners = new ArrayList<>();
  private final List<Reservation> reservations = new ArrayList<>();

  /** Where the route is reached, the best address first; stays as endpoints come and go. */
  private final List<InetSocketAddress> addresses = new ArrayList<>();

  private Route route;
  private volatile Backends backends;
  private @Nullable ListenFailure failure;

  /** A port that has no socket yet: {@link #settle} makes them. */
  ProxiedPort(Route route, Surroundings surroundings) {
    this.route = route;
    this.surroundings = surroundings;
    this.backends =
        Backends.none(route.balancing().newBalancer(), surroundings.ejection())
            .with(route.endpoints());
    this.tcp = new TcpRoute(() -> backends, surroundings.config().tcp());
  }

  /** Where clients reach the port; empty when no address at all could be bound. */
  Optional<InetSocketAddress> boundAddress() {
    return addresses.stream().findFirst();
  }

  /** Why the frontend is not bound, if it is not. */
  Optional<ListenFailure> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Follows the new route, which has the same name, protocol and frontend. Completes when the loops
   * have followed; then {@link #settle} must be called.
   */
  CompletableFuture<Void> update(Route next) {
    Route before = route;
    route = next;
    Backends following = backends.with(next.endpoints());
    if (before.balancing() != next.balancing()) {
      following = following.with(next.balancing().newBalancer());
    }
    backends = following;
    return following.isEmpty()
        ? closeListeners()
        : all(listeners.stream().map(Listener::backendsChanged).toList());
  }

  /** Lets go of all addresses; completes when they are free. */
  CompletableFuture<Void> close() {
    releaseReservations();
    return closeListeners();
  }

  /** Makes the sockets that the endpoints ask for, where they are not there yet. */
  void settle() {
    boolean standing = backends.isEmpty() ? !reservations.isEmpty() : !listeners.isEmpty();
    if (standing) {
      return;
    }
    releaseReservations();
    List<InetSocketAddress> wanted =
        addresses.isEmpty() ? List.of(route.frontend()) : List.copyOf(addresses);
    addresses.clear();
    wanted.forEach(this::take);
    if (addresses.isEmpty()) {
      take(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      LOG.warn(
          "service={} served={} instead of {}, which {}",
          route.name(),
          addresses,
          route.frontend(),
          failure == null ? "is away" : failure.reason());
    }
  }

  /** Tries the frontend once more, where it could not be bound. */
  void retry() {
    if (failure == null) {
      return;
    }
    List<InetSocketAddress> others = List.copyOf(addresses);
    addresses.clear();
    if (take(route.frontend())) {
      LOG.info("service={} served={}: the frontend is free now", route.name(), addresses);
    }
    // What clients may know already stays open beside it.
    addresses.addAll(others);
  }

  private boolean take(InetSocketAddress address) {
    boolean isFrontend = address.equals(route.frontend());
    try {
      addresses.add(backends.isEmpty() ? reserve(address) : listen(address));
      failure = isFrontend ? null : failure;
      return true;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unbindable) {
      // Not only what the system refuses: also an address family that this JVM does without.
      if (isFrontend) {
        failure = new ListenFailure(route.name(), address, reason(address, unbindable));
      }
      return false;
    }
  }

  static String reason(InetSocketAddress address, Exception unbindable) {
    String hint =
        address.getPort() < 1024
            ? "; ports below 1024 may need a privilege that this process lacks: take a higher one"
            : "";
    return "cannot be bound: " + unbindable.getMessage() + hint;
  }

  private InetSocketAddress reserve(InetSocketAddress address) throws IOException {
    Reservation reservation = Reservation.of(route.protocol(), address);
    reservations.add(reservation);
    return reservation.address();
  }

  private InetSocketAddress listen(InetSocketAddress address) throws IOException {
    NioProxyConfig config = surroundings.config();
    LoopGroup loops = surroundings.loops();
    Listener listener =
        route.protocol() == Protocol.TCP
            ? TcpListener.open(address, tcp, loops, config)
            : UdpListener.open(address, () -> backends, loops, config.udp());
    listeners.add(listener);
    return listener.address();
  }

  private void releaseReservations() {
    reservations.forEach(Reservation::release);
    reservations.clear();
  }

  private CompletableFuture<Void> closeListeners() {
    CompletableFuture<Void> closed = all(listeners.stream().map(Listener::close).toList());
    listeners.clear();
    return closed;
  }

  private static CompletableFuture<Void> all(List<CompletableFuture<Void>> parts) {
    return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new));
  }
}
