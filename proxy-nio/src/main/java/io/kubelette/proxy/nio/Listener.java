package io.kubelette.proxy.nio;

import io.kubelette.service.Drain;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/**
 * An address that is served for a service port, with however many sockets.
 *
 * <p>Owned by: the control, under the proxy's lock; the sockets belong to their loops.
 */
interface Listener {

  /** Where clients connect. */
  InetSocketAddress address();

  /**
   * The endpoints have changed; completes when that has taken effect on the loops.
   *
   * @param drain what becomes of flows whose endpoint is gone
   */
  CompletableFuture<Void> backendsChanged(Drain drain);

  /** Stops listening; completes when the address is free. */
  CompletableFuture<Void> close();
}
