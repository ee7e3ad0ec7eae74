package io.kubelette.proxy.nio;

import io.kubelette.loop.Clock;
import io.kubelette.service.ListenFailure;
import io.kubelette.service.Route;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import io.kubelette.service.ServiceProxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A {@link ServiceProxy} on java.nio selectors: TCP and UDP, without locks or allocation on the way
 * of the bytes.
 *
 * <p>Control state is guarded by one lock, which the loops never wait for. Each loop is a daemon
 * thread, {@code kubelette-proxy-0} and so on.
 */
public final class NioServiceProxy implements ServiceProxy {

  private final ReentrantLock lock = new ReentrantLock();
  private final NioProxyConfig config;
  private final LoopGroup loops;
  private final ProxiedPort.Surroundings surroundings;
  private final Map<ServicePortName, ProxiedPort> ports = new HashMap<>();
  private final WheelTimer retryTimer = new WheelTimer(this::retry);
  private RoutingTable table = RoutingTable.empty();
  private Duration retryDelay = Duration.ZERO;
  private boolean retryPending;
  private boolean closed;

  /** What {@link #boundAddress} and {@link #listenFailures} answer, without the lock. */
  private volatile Standing standing = new Standing(Map.of(), List.of());

  private record Standing(
      Map<ServicePortName, InetSocketAddress> addresses, List<ListenFailure> failures) {}

  private NioServiceProxy(NioProxyConfig config, Clock clock) {
    this.config = config;
    this.loops = new LoopGroup(config, clock);
    // One connection that tries an ejected endpoint has the longest dial to find out.
    Duration trial = config.tcp().dialTimeouts().get(config.tcp().dialTimeouts().size() - 1);
    Backend.Ejection ejection =
        new Backend.Ejection(
            config.tcp().ejection(), trial, () -> ThreadLocalRandom.current().nextDouble());
    this.surroundings = new ProxiedPort.Surroundings(config, loops, ejection);
  }

  /** A running proxy with the default settings and no route. */
  public static NioServiceProxy create() {
    return create(NioProxyConfig.defaults());
  }

  /** A running proxy with these settings and no route. */
  public static NioServiceProxy create(NioProxyConfig config) {
    return create(config, Clock.system());
  }

  /** A proxy on another clock; its loops look at it whenever something wakes them. */
  static NioServiceProxy create(NioProxyConfig config, Clock clock) {
    NioServiceProxy proxy = new NioServiceProxy(config, clock);
    proxy.loops.start();
    return proxy;
  }

  @Override
  public void apply(RoutingTable next) {
    if (loops.inLoop()) {
      throw new IllegalStateException("apply waits for the proxy's threads: call it from another");
    }
    lock.lock();
    try {
      if (!closed && !next.equals(table)) {
        follow(TableDiff.between(table, next));
        table = next;
        publish();
        scheduleRetry();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<InetSocketAddress> boundAddress(ServicePortName name) {
    return Optional.ofNullable(standing.addresses.get(name));
  }

  @Override
  public List<ListenFailure> listenFailures() {
    return standing.failures;
  }

  /** What the proxy has done so far; from any thread. */
  public ProxyCounters counters() {
    ProxyCounters sum = ProxyCounters.ZERO;
    for (ProxyLoop loop : loops.all()) {
      sum = sum.plus(loop.counters());
    }
    return sum;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        // No acceptor may hand a connection to a loop that has ended.
        all(ports.values().stream().map(ProxiedPort::close)).join();
        ports.clear();
        publish();
      }
    } finally {
      lock.unlock();
    }
    loops.close();
  }

  private void follow(TableDiff diff) {
    List<CompletableFuture<Void>> following = new ArrayList<>();
    for (ServicePortName name : diff.removed()) {
      ProxiedPort gone = ports.remove(name);
      if (gone != null) {
        following.add(gone.close());
      }
    }
    for (Route route : diff.changed()) {
      ProxiedPort port = ports.get(route.name());
      if (port != null) {
        following.add(port.update(route));
      }
    }
    // Addresses must be free before others take them.
    all(following.stream()).join();
    for (Route route : diff.added()) {
      ports.put(route.name(), new ProxiedPort(route, surroundings));
    }
    ports.values().forEach(ProxiedPort::settle);
  }

  private static CompletableFuture<Void> all(Stream<CompletableFuture<Void>> parts) {
    return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new));
  }

  private void publish() {
    Map<ServicePortName, InetSocketAddress> addresses = new HashMap<>();
    List<ListenFailure> failures = new ArrayList<>();
    ports.forEach(
        (name, port) -> {
          port.boundAddress().ifPresent(address -> addresses.put(name, address));
          port.failure().ifPresent(failures::add);
        });
    standing = new Standing(Map.copyOf(addresses), List.copyOf(failures));
  }

  private void scheduleRetry() {
    if (standing.failures.isEmpty()) {
      retryDelay = Duration.ZERO;
    } else if (!retryPending) {
      retryPending = true;
      retryDelay = config.listenRetry().after(retryDelay);
      Duration delay = retryDelay;
      ProxyLoop loop = loops.all().get(0);
      loop.execute(() -> loop.setTimer(retryTimer, delay.toNanos()));
    }
  }

  /** Runs on the first loop, which must not wait for a caller that waits for the loop. */
  private void retry() {
    if (!lock.tryLock()) {
      loops.all().get(0).setTimer(retryTimer, TimingWheel.TICK.toNanos());
      return;
    }
    try {
      retryPending = false;
      if (!closed) {
        ports.values().forEach(ProxiedPort::retry);
        publish();
        scheduleRetry();
      }
    } finally {
      lock.unlock();
    }
  }
}
