package io.kubelette.proxy.nio;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections a route may have at a time.
 *
 * <p>Beyond the limit nothing is accepted: clients wait in the kernel's queue, in their order, and
 * are let in as others leave. Thread-safe: all loops ask it.
 */
final class Admission {

  private final AtomicInteger inside = new AtomicInteger();
  private final Set<TcpAcceptor> parked = ConcurrentHashMap.newKeySet();
  private volatile int limit = Integer.MAX_VALUE;

  /** Another limit; lets in whom it has room for, and turns nobody out. */
  void limit(int connections) {
    limit = connections;
    wake();
  }

  /** Whether one more connection may come in; if so, it must {@link #leave}. */
  boolean enter() {
    while (true) {
      int now = inside.get();
      if (now >= limit) {
        return false;
      }
      if (inside.compareAndSet(now, now + 1)) {
        return true;
      }
    }
  }

  void leave() {
    inside.decrementAndGet();
    wake();
  }

  /** The acceptor waits for room, and is resumed when there is some. */
  void park(TcpAcceptor acceptor) {
    parked.add(acceptor);
    if (inside.get() < limit) {
      wake();
    }
  }

  void forget(TcpAcceptor acceptor) {
    parked.remove(acceptor);
  }

  int inside() {
    return inside.get();
  }

  private void wake() {
    if (parked.isEmpty() || inside.get() >= limit) {
      return;
    }
    for (TcpAcceptor acceptor : parked) {
      if (parked.remove(acceptor)) {
        acceptor.resume();
      }
    }
  }
}
