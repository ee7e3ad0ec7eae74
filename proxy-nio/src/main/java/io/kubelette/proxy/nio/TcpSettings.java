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
 * @param idleTimeout after how long without a byte in either direction a connection is reset; zero
 *     for never, which is the default
 * @param writeStall after how long a peer that takes nothing of what is held for it is given up;
 *     zero for never. Linux gives up unacknowledged data after 15 min
 * @param keepAlive how peers that are silent are asked whether they live
 * @param backlog how many connections may wait to be accepted
 */
public record TcpSettings(
    List<Duration> dialTimeouts,
    Backoff ejection,
    Duration halfClosedTimeout,
    Duration idleTimeout,
    Duration writeStall,
    KeepAlive keepAlive,
    int backlog) {

  /**
   * How TCP itself finds out that a peer is gone. Connections that end within {@code idle} never
   * pay for it.
   *
   * @param idle how long a connection lasts and is silent before it is asked; zero for never to ask
   * @param interval how often it is asked then; where the system lets a program say
   * @param probes how many questions without answer end it; likewise
   */
  public record KeepAlive(Duration idle, Duration interval, int probes) {

    /** Nobody is asked. */
    public static final KeepAlive OFF = new KeepAlive(Duration.ZERO, Duration.ofSeconds(1), 1);

    /** Refuses what TCP cannot do: it counts in seconds. */
    public KeepAlive {
      Positive.require("keepAlive.interval", interval);
      Positive.require("keepAlive.probes", probes);
      if (idle.isNegative() || idle.getNano() != 0 || interval.getNano() != 0) {
        throw new IllegalArgumentException("keep-alive is counted in whole seconds");
      }
    }
  }

  /** Refuses an empty schedule and times that are not positive. */
  public TcpSettings {
    dialTimeouts = List.copyOf(dialTimeouts);
    if (dialTimeouts.isEmpty()) {
      throw new IllegalArgumentException("dialTimeouts needs at least one");
    }
    dialTimeouts.forEach(time -> Positive.require("dialTimeouts", time));
    Positive.require("ejection.initial", ejection.initial());
    Positive.require("halfClosedTimeout", halfClosedTimeout);
    if (idleTimeout.isNegative() || writeStall.isNegative()) {
      throw new IllegalArgumentException("a time-out cannot be negative; zero means never");
    }
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
        Duration.ZERO,
        Duration.ofMinutes(15),
        new KeepAlive(Duration.ofSeconds(60), Duration.ofSeconds(15), 5),
        1024);
  }

  /** The same with other dial time-outs. */
  public TcpSettings withDialTimeouts(List<Duration> timeouts) {
    return new TcpSettings(
        timeouts, ejection, halfClosedTimeout, idleTimeout, writeStall, keepAlive, backlog);
  }

  /** The same with another back-off of failed endpoints. */
  public TcpSettings withEjection(Backoff backoff) {
    return new TcpSettings(
        dialTimeouts, backoff, halfClosedTimeout, idleTimeout, writeStall, keepAlive, backlog);
  }

  /** The same with another limit on half-closed connections. */
  public TcpSettings withHalfClosedTimeout(Duration timeout) {
    return new TcpSettings(
        dialTimeouts, ejection, timeout, idleTimeout, writeStall, keepAlive, backlog);
  }

  /** The same with another limit on idle connections; zero for none. */
  public TcpSettings withIdleTimeout(Duration timeout) {
    return new TcpSettings(
        dialTimeouts, ejection, halfClosedTimeout, timeout, writeStall, keepAlive, backlog);
  }

  /** The same with another limit on peers that take nothing; zero for none. */
  public TcpSettings withWriteStall(Duration timeout) {
    return new TcpSettings(
        dialTimeouts, ejection, halfClosedTimeout, idleTimeout, timeout, keepAlive, backlog);
  }

  /** The same with another way of asking silent peers. */
  public TcpSettings withKeepAlive(KeepAlive other) {
    return new TcpSettings(
        dialTimeouts, ejection, halfClosedTimeout, idleTimeout, writeStall, other, backlog);
  }

  /** The same with another backlog. */
  public TcpSettings withBacklog(int connections) {
    return new TcpSettings(
        dialTimeouts, ejection, halfClosedTimeout, idleTimeout, writeStall, keepAlive, connections);
  }
}
