package io.kubelette.proxy.nio;

import io.kubelette.service.RouteSettings;
import java.time.Duration;

/**
 * What the loops know of a service port, whichever of its entrances a client took.
 *
 * <p>Thread-safe: the control changes the settings, all loops read them.
 */
final class PortState {

  /** Settings in the form in which they are asked for: nanoseconds, zero for never. */
  record Rules(RouteSettings settings, long idle, long unreplied, long replied) {}

  private final NioProxyConfig config;
  private final long[] dialTimeouts;
  private final Admission admission = new Admission();
  private final PerLoop<Traffic> traffic;
  private volatile Rules rules;

  PortState(NioProxyConfig config, RouteSettings settings) {
    this.config = config;
    this.dialTimeouts = config.tcp().dialTimeouts().stream().mapToLong(Duration::toNanos).toArray();
    this.traffic = new PerLoop<>(config.loops(), Traffic::new);
    this.rules = rules(settings);
  }

  /**
   * Follows other settings.
   *
   * @param endpoints how many there are
   */
  void follow(RouteSettings settings, int endpoints) {
    rules = rules(settings);
    RouteSettings.Limits limits = settings.limits();
    long together = (long) limits.perEndpoint() * endpoints;
    long limit = together > 0 ? together : Integer.MAX_VALUE;
    if (limits.connections() > 0) {
      limit = Math.min(limit, limits.connections());
    }
    admission.limit((int) Math.min(Integer.MAX_VALUE, limit));
  }

  Rules rules() {
    return rules;
  }

  TcpSettings tcp() {
    return config.tcp();
  }

  UdpSettings udp() {
    return config.udp();
  }

  long[] dialTimeouts() {
    return dialTimeouts;
  }

  Admission admission() {
    return admission;
  }

  PerLoop<Traffic> traffic() {
    return traffic;
  }

  private Rules rules(RouteSettings settings) {
    RouteSettings.Timeouts own = settings.timeouts();
    return new Rules(
        settings,
        firstSet(own.idle(), config.tcp().idleTimeout()),
        firstSet(own.unreplied(), config.udp().unrepliedTimeout()),
        firstSet(own.replied(), config.udp().repliedTimeout()));
  }

  private static long firstSet(Duration own, Duration general) {
    return own.isZero() ? general.toNanos() : own.toNanos();
  }
}
