package io.kubelette.service;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a route spreads its connections over its endpoints.
 *
 * <p>All ways respect weights: an endpoint of weight 3 gets three times what one of weight 1 gets.
 */
public enum Balancing {
  /** Each endpoint in its turn, strictly: sixty connections over three endpoints are 20/20/20. */
  ROUND_ROBIN {
    @Override
    public Balancer newBalancer(List<RouteEndpoint> endpoints) {
      return RoundRobin.in(Slots.of(endpoints));
    }
  },
  /** Any endpoint, each time anew. */
  RANDOM {
    @Override
    public Balancer newBalancer(List<RouteEndpoint> endpoints) {
      return new RandomChoice(Slots.of(endpoints));
    }
  },
  /** The endpoint with the fewest connections for its weight; equals in turn. */
  LEAST_CONNECTIONS {
    @Override
    public Balancer newBalancer(List<RouteEndpoint> endpoints) {
      return LeastConnections.among(endpoints);
    }
  },
  /** Of two endpoints at random, the one with fewer connections for its weight. */
  POWER_OF_TWO {
    @Override
    public Balancer newBalancer(List<RouteEndpoint> endpoints) {
      return new PowerOfTwo(endpoints, Slots.of(endpoints));
    }
  },
  /**
   * The endpoint that the client's address points to, by Maglev's table: it needs no memory, is the
   * same after a restart and in every proxy, and when an endpoint comes or goes few others move.
   */
  SOURCE_HASH {
    @Override
    public Balancer newBalancer(List<RouteEndpoint> endpoints) {
      return Maglev.among(endpoints);
    }
  };

  /**
   * The annotation of a Service that chooses: {@code round-robin} (the default), {@code random},
   * {@code least-connections}, {@code power-of-two} or {@code source-hash}.
   */
  public static final String ANNOTATION = "kubelette.io/balancing";

  /** The balancing of that name, as the annotation writes it. */
  public static Optional<Balancing> named(String name) {
    return Arrays.stream(values()).filter(one -> one.annotation().equals(name)).findFirst();
  }

  /** How the annotation names it. */
  public String annotation() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A balancer with a state of its own: one for each route. */
  public abstract Balancer newBalancer(List<RouteEndpoint> endpoints);
}
