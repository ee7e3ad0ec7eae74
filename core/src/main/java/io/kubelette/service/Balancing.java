package io.kubelette.service;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

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

  /**
   * The annotation of a Service that chooses: {@code round-robin} (the default) or {@code random}.
   */
  public static final String ANNOTATION = "kubelette.io/balancing";

  /** The balancing of that name; round robin where there is none, or none of that name. */
  static Balancing of(@Nullable String name) {
    return "random".equals(name) ? RANDOM : ROUND_ROBIN;
  }

  /** A balancer with a state of its own: one for each route. */
  public abstract Balancer newBalancer();
}
