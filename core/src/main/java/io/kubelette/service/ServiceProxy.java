package io.kubelette.service;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Moves the traffic of services to their endpoints: the SPI of a proxy.
 *
 * <p>Threads: all methods may be called from any thread but the proxy's own. {@code apply} and
 * {@code close} take as long as a few system calls take and wait for no client and no endpoint; the
 * other methods return at once.
 */
public interface ServiceProxy extends AutoCloseable {

  /**
   * Makes the table the one in force; when it returns, listeners stand as the table says.
   *
   * <p>Idempotent, and compared with the table before: what is equal is not touched. Of several
   * calls at once, they take effect one after another, and the last one stays. Established TCP
   * connections go on as their route's {@link Drain} says, also those whose service is gone; UDP
   * flows end with their endpoint or service. A route without endpoints refuses connections at
   * once. An entrance that cannot be bound is no error of this call: see {@link #boundAddress} and
   * {@link #listenFailures}. Without effect after close.
   *
   * @return completes when every thread of the proxy follows the table: from then on no connection
   *     goes to an endpoint that the table does not name, and no datagram either
   */
  CompletionStage<Void> apply(RoutingTable table);

  /**
   * Where the service port is really reached: its frontend, or, where that cannot be bound (a
   * privileged port, an address that is not the machine's or is taken), a port of its own: at the
   * frontend's address if that is the machine's and not loopback, else on loopback. It stays the
   * same for as long as the table names the route, with or without endpoints, unless a frontend
   * that was taken becomes free. Empty when the table in force does not name the port, and when no
   * address could be bound at all.
   */
  Optional<InetSocketAddress> boundAddress(ServicePortName name);

  /**
   * The entrances that are not served at this moment. One that is taken is tried again with a
   * growing delay, and leaves this list once it is bound.
   */
  List<ListenFailure> listenFailures();

  /** Ends every connection, listener and thread of this proxy. May be called twice. */
  @Override
  void close();
}
