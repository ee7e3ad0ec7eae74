package io.kubelette.proxy.nio;

import io.kubelette.service.Drain;
import io.kubelette.service.ListenFailure;
import io.kubelette.service.Protocol;
import io.kubelette.service.ServicePortName;
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
 * An entrance that is in force, and the sockets that serve it.
 *
 * <pre>
 *                the first endpoint comes
 *   RESERVED   ──────────────────────────►  LISTENING       on its address; where that cannot be
 *   (refused)  ◄──────────────────────────                  bound, the first entrance of a route
 *                the last endpoint goes                     has a port of its own
 * </pre>
 *
 * <p>Owned by: the control, under the proxy's lock; only the endpoints are read by the loops.
 */
final class ServedEntrance {

  private static final Logger LOG = LoggerFactory.getLogger(ServedEntrance.class);

  /** What becomes of an entrance whose address cannot be bound. */
  enum Fallback {
    OWN_PORT,
    NONE
  }

  /** What an entrance is for. */
  record Purpose(ServicePortName name, Protocol protocol, Fallback fallback, PortState port) {}

  private final InetSocketAddress wanted;
  private final Purpose purpose;
  private final ProxiedPort.Surroundings surroundings;
  private final List<Listener> listeners = new ArrayList<>();
  private final List<Reservation> reservations = new ArrayList<>();

  /** Where the entrance is reached, the best address first; stays as endpoints come and go. */
  private final List<InetSocketAddress> addresses = new ArrayList<>();

  private volatile Backends backends;
  private @Nullable ListenFailure failure;

  /** An entrance that has no socket yet: {@link #settle} makes them. */
  ServedEntrance(
      InetSocketAddress wanted,
      Purpose purpose,
      ProxiedPort.Surroundings surroundings,
      Backends backends) {
    this.wanted = wanted;
    this.purpose = purpose;
    this.surroundings = surroundings;
    this.backends = backends;
  }

  InetSocketAddress wanted() {
    return wanted;
  }

  Fallback fallback() {
    return purpose.fallback();
  }

  Backends backends() {
    return backends;
  }

  /** Where clients reach it; empty when no address at all could be bound. */
  Optional<InetSocketAddress> boundAddress() {
    return addresses.stream().findFirst();
  }

  /** Why its address is not bound, if it is not. */
  Optional<ListenFailure> failure() {
    return Optional.ofNullable(failure);
  }

  /** Sends connections to these endpoints from now on. */
  void send(Backends others) {
    backends = others;
  }

  /**
   * The endpoints have changed. Completes when the loops have followed; then {@link #settle} must
   * be called.
   */
  CompletableFuture<Void> follow(Drain drain) {
    return backends.isEmpty()
        ? closeListeners()
        : all(listeners.stream().map(listener -> listener.backendsChanged(drain)).toList());
  }

  /** Lets go of all addresses; completes when they are free. */
  CompletableFuture<Void> close() {
    releaseReservations();
    return closeListeners();
  }

  /** Makes the sockets that the endpoints ask for, where they are not there yet. */
  void settle() {
    boolean standing = backends.isEmpty() ? !reservations.isEmpty() : !listeners.isEmpty();
    boolean known = failure != null && addresses.isEmpty();
    if (standing || known) {
      return;
    }
    boolean told = failure != null;
    releaseReservations();
    List<InetSocketAddress> places = addresses.isEmpty() ? List.of(wanted) : List.copyOf(addresses);
    addresses.clear();
    places.forEach(this::take);
    if (addresses.isEmpty() && purpose.fallback() == Fallback.OWN_PORT) {
      boolean elsewhere = !wanted.getAddress().isLoopbackAddress();
      if (!elsewhere || !take(new InetSocketAddress(wanted.getAddress(), 0))) {
        take(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      }
    }
    if (failure != null && !told) {
      LOG.warn(
          "service={} served={} instead of {}, which {}",
          purpose.name(),
          addresses,
          wanted,
          failure.reason());
    }
  }

  /** Tries the address once more, where it could not be bound. */
  void retry() {
    if (failure == null) {
      return;
    }
    List<InetSocketAddress> others = List.copyOf(addresses);
    addresses.clear();
    if (take(wanted)) {
      LOG.info("service={} served={}: the address is free now", purpose.name(), addresses);
    }
    // What clients may know already stays open beside it.
    addresses.addAll(others);
  }

  private boolean take(InetSocketAddress address) {
    boolean isWanted = address.equals(wanted);
    try {
      addresses.add(backends.isEmpty() ? reserve(address) : listen(address));
      failure = isWanted ? null : failure;
      return true;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unbindable) {
      // Not only what the system refuses: also an address family that this JVM does without.
      if (isWanted) {
        failure = new ListenFailure(purpose.name(), address, reason(address, unbindable));
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
    Reservation reservation = Reservation.of(purpose.protocol(), address);
    reservations.add(reservation);
    return reservation.address();
  }

  private InetSocketAddress listen(InetSocketAddress address) throws IOException {
    LoopGroup loops = surroundings.loops();
    PortEntry route = new PortEntry(purpose.port(), () -> backends);
    Listener listener =
        purpose.protocol() == Protocol.TCP
            ? TcpListener.open(address, route, loops, surroundings.config())
            : UdpListener.open(address, route, loops, surroundings.config());
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

  static CompletableFuture<Void> all(List<CompletableFuture<Void>> parts) {
    return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new));
  }
}
