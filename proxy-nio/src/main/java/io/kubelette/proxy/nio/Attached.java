package io.kubelette.proxy.nio;

import org.jspecify.annotations.Nullable;

/**
 * What an endpoint must know of while it lasts: an attempt to reach it, a connection, a flow.
 *
 * <p>Its own list node, so that attaching allocates nothing. Owned by: one proxy loop.
 */
abstract class Attached {

  /** The delay of what goes on although its endpoint has left. */
  static final long NEVER = -1;

  @Nullable Attached previous;
  @Nullable Attached next;
  private @Nullable Share share;

  /** The endpoint is no longer the route's; ends after so many nanoseconds, or {@link #NEVER}. */
  abstract void endpointLeft(long delay);

  final void attach(Share endpoint) {
    share = endpoint;
    endpoint.add(this);
  }

  /** May be called twice. */
  final void detach() {
    Share endpoint = share;
    if (endpoint != null) {
      share = null;
      endpoint.remove(this);
    }
  }
}
