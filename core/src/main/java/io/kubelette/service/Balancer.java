package io.kubelette.service;

/**
 * Chooses among equals.
 *
 * <p>Thread-safe: all loops of a proxy ask the same balancer of a route. Never blocks, and
 * allocates nothing.
 */
public interface Balancer {

  /** An index from 0 to {@code size - 1}; {@code size} is at least 1. */
  int pick(int size);
}
