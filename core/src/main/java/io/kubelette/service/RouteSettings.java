package io.kubelette.service;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * How the connections of a route are treated; immutable.
 *
 * @param balancing how they are spread over the endpoints
 * @param affinity whether a client stays at its endpoint. Kubernetes: sessionAffinity ClientIP,
 *     10800 s
 * @param limits how many connections there may be
 * @param timeouts when idle ones end
 * @param drain what becomes of them when their endpoint goes
 * @param proxyHeader whether endpoints are told who the client is
 * @param check how endpoints are asked whether they are well
 * @param faults what is done wrong on purpose
 */
public record RouteSettings(
    Balancing balancing,
    SessionAffinity affinity,
    Limits limits,
    Timeouts timeouts,
    Drain drain,
    ProxyHeader proxyHeader,
    EndpointCheck check,
    Faults faults) {

  private static final RouteSettings DEFAULTS =
      new RouteSettings(
          Balancing.ROUND_ROBIN,
          SessionAffinity.NONE,
          Limits.NONE,
          Timeouts.OF_THE_PROXY,
          Drain.KEEP,
          ProxyHeader.NONE,
          EndpointCheck.NONE,
          Faults.NONE);

  /**
   * The most connections at a time; zero is no limit. Clients beyond it wait to be accepted.
   *
   * @param connections of the whole route
   * @param perEndpoint of each endpoint
   * @param answers after so many a UDP flow ends, and its client's next datagram is balanced anew
   */
  public record Limits(int connections, int perEndpoint, int answers) {

    /** No limit. */
    public static final Limits NONE = new Limits(0, 0, 0);

    /** Of connections alone. */
    public Limits(int connections, int perEndpoint) {
      this(connections, perEndpoint, 0);
    }

    /** Refuses negative limits. */
    public Limits {
      if (connections < 0 || perEndpoint < 0 || answers < 0) {
        throw new IllegalArgumentException("a limit cannot be negative");
      }
    }
  }

  /**
   * When idle connections and flows end; zero leaves it to the proxy's own settings.
   *
   * @param idle of a TCP connection on which nothing moves
   * @param unreplied of a UDP flow that was never answered
   * @param replied of a UDP flow that was
   * @param age of any TCP connection, so that lasting ones are spread anew; up to a tenth sooner,
   *     lest all end at once. Zero is never
   */
  public record Timeouts(Duration idle, Duration unreplied, Duration replied, Duration age) {

    /** Those of the proxy. */
    public static final Timeouts OF_THE_PROXY =
        new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** Refuses negative times. */
    public Timeouts {
      if (Stream.of(idle, unreplied, replied, age).anyMatch(Duration::isNegative)) {
        throw new IllegalArgumentException("a time-out cannot be negative");
      }
    }
  }

  /** Whether, and how, an endpoint's first bytes tell the client's address (PROXY protocol). */
  public enum ProxyHeader {
    /** It sees the proxy as its client. */
    NONE,
    /** A line of text. */
    V1,
    /** A binary header. */
    V2
  }

  /** Round robin without limits; connections outlive their endpoint's place in the table. */
  public static RouteSettings defaults() {
    return DEFAULTS;
  }

  /** The same with another balancing. */
  public RouteSettings withBalancing(Balancing other) {
    return new RouteSettings(other, affinity, limits, timeouts, drain, proxyHeader, check, faults);
  }

  /** The same with another affinity. */
  public RouteSettings withAffinity(SessionAffinity other) {
    return new RouteSettings(balancing, other, limits, timeouts, drain, proxyHeader, check, faults);
  }

  /** The same with other limits. */
  public RouteSettings withLimits(Limits other) {
    return new RouteSettings(
        balancing, affinity, other, timeouts, drain, proxyHeader, check, faults);
  }

  /** The same with other time-outs. */
  public RouteSettings withTimeouts(Timeouts other) {
    return new RouteSettings(balancing, affinity, limits, other, drain, proxyHeader, check, faults);
  }

  /** The same with another drain. */
  public RouteSettings withDrain(Drain other) {
    return new RouteSettings(
        balancing, affinity, limits, timeouts, other, proxyHeader, check, faults);
  }

  /** The same with another header. */
  public RouteSettings withProxyHeader(ProxyHeader other) {
    return new RouteSettings(balancing, affinity, limits, timeouts, drain, other, check, faults);
  }

  /** The same with another check of endpoints. */
  public RouteSettings withCheck(EndpointCheck other) {
    return new RouteSettings(
        balancing, affinity, limits, timeouts, drain, proxyHeader, other, faults);
  }

  /** The same with other faults. */
  public RouteSettings withFaults(Faults other) {
    return new RouteSettings(
        balancing, affinity, limits, timeouts, drain, proxyHeader, check, other);
  }
}
