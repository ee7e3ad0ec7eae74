package io.kubelette.proxy.nio;

import java.util.function.Supplier;

/**
 * What a connection needs to know of its service port.
 *
 * <p>Thread-safe: all loops ask it.
 */
final class TcpRoute {

  private final Supplier<Backends> backends;
  private final TcpSettings settings;
  private final long[] timeouts;

  TcpRoute(Supplier<Backends> backends, TcpSettings settings) {
    this.backends = backends;
    this.settings = settings;
    this.timeouts = settings.dialTimeouts().stream().mapToLong(t -> t.toNanos()).toArray();
  }

  TcpSettings settings() {
    return settings;
  }

  DialPlan newPlan() {
    return new DialPlan(backends, timeouts);
  }
}
