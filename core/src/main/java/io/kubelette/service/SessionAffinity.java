package io.kubelette.service;

import java.time.Duration;

/**
 * Whether clients stay at their endpoint; immutable.
 *
 * @param time how long a client address stays after its last new connection; zero for not at all
 * @param scope what it stays with
 */
public record SessionAffinity(Duration time, Scope scope) {

  /** With what a client stays. */
  public enum Scope {
    /** Each port of a service has its own memory, as with kube-proxy. */
    PORT,
    /**
     * All ports of a service send a client to one endpoint: one whose address is the same, whatever
     * the port.
     */
    SERVICE
  }

  /** Clients go where the balancing sends them. */
  public static final SessionAffinity NONE = new SessionAffinity(Duration.ZERO, Scope.PORT);

  /** Refuses a negative time. */
  public SessionAffinity {
    if (time.isNegative()) {
      throw new IllegalArgumentException("affinity cannot be negative");
    }
  }

  /** Clients stay for that time after their last new connection, at each port by itself. */
  public static SessionAffinity lasting(Duration time) {
    return new SessionAffinity(time, Scope.PORT);
  }

  /** The same with another scope. */
  public SessionAffinity withScope(Scope other) {
    return new SessionAffinity(time, other);
  }
}
