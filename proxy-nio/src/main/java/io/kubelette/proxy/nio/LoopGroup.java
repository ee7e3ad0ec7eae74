package io.kubelette.proxy.nio;

import io.kubelette.loop.Clock;
import io.kubelette.loop.NamedThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All loops of a proxy.
 *
 * <p>Thread-safe because the list is immutable and the turn is atomic.
 */
final class LoopGroup {

  private final List<ProxyLoop> loops;
  private final AtomicInteger turn = new AtomicInteger();

  LoopGroup(NioProxyConfig config, Clock clock) {
    Rehearsal.hold();
    NamedThreads threads = NamedThreads.numbered("kubelette-proxy");
    List<ProxyLoop> made = new ArrayList<>();
    try {
      while (made.size() < config.loops()) {
        made.add(new ProxyLoop(config, clock, threads, made.size()));
      }
    } catch (RuntimeException | Error failure) {
      made.forEach(ProxyLoop::discard);
      throw failure;
    }
    this.loops = List.copyOf(made);
  }

  void start() {
    loops.forEach(ProxyLoop::start);
  }

  List<ProxyLoop> all() {
    return loops;
  }

  /** The loops in turn. */
  ProxyLoop next() {
    return loops.get(Integer.remainderUnsigned(turn.getAndIncrement(), loops.size()));
  }

  /** One for each of so many sockets: all of them in their order, or the next one for a single. */
  List<ProxyLoop> spread(int sockets) {
    return sockets == 1 ? List.of(next()) : loops.subList(0, sockets);
  }

  boolean inLoop() {
    return loops.stream().anyMatch(ProxyLoop::inLoop);
  }

  void close() {
    loops.forEach(ProxyLoop::stop);
    loops.forEach(ProxyLoop::join);
  }
}
