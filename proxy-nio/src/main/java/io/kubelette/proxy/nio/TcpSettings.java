package io.kubelette.proxy.nio;

import io.kubelette.loop.Backoff;
import java.time.Duration;
import java.util.List;

/**
 * How TCP connections are treated.
 *
 * @param dialTimeouts how long an endpoint may take to accept: the first attempt the first time,
 *     and so on; after the last one the client is reset. Kubernetes: 250, 500, 1000, 2000 ms
 * @param ejection how long an endpoint that failed gets no new connection while others are there;
 *     each delay is jittered by a quarter
 * @param halfClosedTimeout how long a connection may stay closed in one direction only. Kubernetes:
 *     close-wait time-out, 1 h
 * @param backlog how many connections may wait to be accepted
 */
public record TcpSettings(
    List<Duration> dialTimeouts, Backoff ejection, Duration halfClosedTimeout, int backlog) {

  /** Refuses an empty schedule and times that are not positive. */
  public TcpSettings {
    dialTimeouts = List.copyOf(dialTimeouts);
    if (dialTimeouts.isEmpty()) {
      throw new IllegalArgumentException("dialTimeouts needs at least one");
    }
    dialTimeouts.forEach(time -> Positive.require("dialTimeouts", time));
    Positive.require("ejection.initial", ejection.initial());
    Positive.require("halfClosedTimeout", halfClosedTimeout);
    Positive.require("backlog", backlog);
  }

  /** What serves most. */
  public static TcpSettings defaults() {
    return new TcpSettings(
        List.of(
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofMillis(1000),
            Duration.ofMillis(2000)),
        Backoff.doubling(Duration.ofSeconds(2), Duration.ofSeconds(60)),
        Duration.ofHours(1),
        1024);
  }

  /** The same with other dial time-outs. */
  public TcpSettings withDialTimeouts(List<Duration> timeouts) {
    return new TcpSettings(timeouts, ejection, halfClosedTimeout, backlog);
  }

  /** The same with another back-off of failed endpoints. */
  public TcpSettings withEjection(Backoff backoff) {
    return new TcpSettings(dialTimeouts, backoff, halfClosedTimeout, backlog);
  }

  /** The same with another limit on half-closed connections. */
  public TcpSettings withHalfClosedTimeout(Duration timeout) {
    return new TcpSettings(dialTimeouts, ejection, timeout, backlog);
  }

  /** The same with another backlog. */
  public TcpSettings withBacklog(int connections) {
    return new TcpSettings(dialTimeouts, ejection, halfClosedTimeout, connections);
  }
}
