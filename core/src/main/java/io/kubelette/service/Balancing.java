package io.kubelette.service;

import java.util.concurrent.ThreadLocalRandom;

/** How a route spreads its connections over its endpoints. */
public enum Balancing {
  /** Each endpoint in its turn, strictly: sixty connections over three endpoints are 20/20/20. */
  ROUND_ROBIN {
    @Override
    public Balancer newBalancer() {
      return new RoundRobin();
    }
  },
  /** Any endpoint, each time anew. */
  RANDOM {
    @Override
    public Balancer newBalancer() {
      return size -> ThreadLocalRandom.current().nextInt(size);
    }
  };

  /** A balancer with a state of its own: one for each route. */
  public abstract Balancer newBalancer();
}
