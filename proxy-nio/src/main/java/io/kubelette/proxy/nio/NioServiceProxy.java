package io.kubelette.proxy.nio;

import io.kubelette.loop.Clock;
import io.kubelette.metrics.ServiceTraffic;
import io.kubelette.metrics.TrafficSource;
import io.kubelette.service.Entrance;
import io.kubelette.service.ListenFailure;
import io.kubelette.service.Route;
import io.kubelette.service.RoutingTable;
import io.kubelette.service.ServicePortName;
import io.kubelette.service.ServiceProxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
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
public final class NioServiceProxy implements ServiceProxy, TrafficSource {

  private final ReentrantLock lock = new ReentrantLock();
  private final NioProxyConfig config;
  private final LoopGroup loops;
  private final ProxiedPort.Surroundings surroundings;
  private final HealthPorts healthPorts;
  private final Map<ServicePortName, ProxiedPort> ports = new ConcurrentHashMap<>();
  private final WheelTimer retryTimer = new WheelTimer(this::retry);
  private RoutingTable table = RoutingTable.empty();
  private Duration retryDelay = Duration.ZERO;
  private boolean retryPending;
  private boolean closed;

  /** What {@link #boundAddress} and {@link #listenFailures} answer, without the lock. */
  private final Map<ServicePortName, InetSocketAddress> addresses = new ConcurrentHashMap<>();

  private final Map<ServicePortName, List<ListenFailure>> failures = new ConcurrentHashMap<>();
  private volatile List<ListenFailure> healthFailures = List.of();

  private NioServiceProxy(NioProxyConfig config, Clock clock) {
    this.config = config;
    this.loops = new LoopGroup(config, clock);
    // One connection that tries an ejected endpoint has the longest dial to find out.
    Duration trial = config.tcp().dialTimeouts().get(config.tcp().dialTimeouts().size() - 1);
    Backend.Ejection ejection =
        new Backend.Ejection(
            config.tcp().ejection(), trial, () -> ThreadLocalRandom.current().nextDouble());
    this.surroundings =
        new ProxiedPort.Surroundings(
            config, loops, ejection, new SharedAffinities(), new SharedProbes(loops));
    this.healthPorts = new HealthPorts(loops);
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
  public CompletionStage<Void> apply(RoutingTable next) {
    if (loops.inLoop()) {
      throw new IllegalStateException("apply waits for the proxy's threads: call it from another");
    }
    Progress progress = new Progress();
    lock.lock();
    try {
      if (!closed && !next.equals(table)) {
        healthPorts.follow(next.healthChecks(), progress);
        follow(TableDiff.between(table, next), progress);
        healthPorts.settle();
        healthFailures = healthPorts.failures();
        table = next;
        scheduleRetry();
      }
    } finally {
      lock.unlock();
    }
    return progress.loopsSwitched();
  }

  @Override
  public Optional<InetSocketAddress> boundAddress(ServicePortName name) {
    return Optional.ofNullable(addresses.get(name));
  }

  @Override
  public List<ListenFailure> listenFailures() {
    return Stream.concat(failures.values().stream().flatMap(List::stream), healthFailures.stream())
        .toList();
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
  public List<ServiceTraffic> traffic() {
    return ports.values().stream().map(ProxiedPort::traffic).toList();
  }

  @Override
  public Optional<ServiceTraffic> traffic(ServiceTraffic.Port port) {
    ServicePortName name = new ServicePortName(port.namespace(), port.service(), port.port());
    return Optional.ofNullable(ports.get(name)).map(ProxiedPort::traffic);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        // No acceptor may hand a connection to a loop that has ended.
        Progress progress = new Progress();
        healthPorts.follow(List.of(), progress);
        List.copyOf(ports.keySet()).forEach(name -> remove(name, progress));
        progress.addressesFree().join();
      }
    } finally {
      lock.unlock();
    }
    loops.close();
  }

  private void follow(TableDiff diff, Progress progress) {
    Set<InetSocketAddress> left = new HashSet<>();
    for (ServicePortName name : diff.removed()) {
      left.addAll(addresses(Objects.requireNonNull(ports.get(name)).route()));
      remove(name, progress);
    }
    List<ProxiedPort> touched = new ArrayList<>();
    for (Route route : diff.changed()) {
      ProxiedPort port = Objects.requireNonNull(ports.get(route.name()));
      left.addAll(addresses(port.route()));
      port.update(route, progress);
      touched.add(port);
    }
    // Addresses must be free before others take them.
    progress.addressesFree().join();
    for (Route route : diff.added()) {
      ProxiedPort port = new ProxiedPort(route, surroundings);
      ports.put(route.name(), port);
      touched.add(port);
    }
    for (ProxiedPort port : touched) {
      port.settle();
      publish(port);
    }
    retryAt(left);
  }

  private static List<InetSocketAddress> addresses(Route route) {
    return route.entrances().stream().map(Entrance::address).toList();
  }

  /** Who waited for one of these addresses has it now, unless somebody of the table was quicker. */
  private void retryAt(Set<InetSocketAddress> left) {
    List<ServicePortName> waiting =
        failures.entrySet().stream()
            .filter(entry -> entry.getValue().stream().anyMatch(one -> left.contains(one.wanted())))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    for (ServicePortName name : waiting) {
      ProxiedPort port = Objects.requireNonNull(ports.get(name));
      port.retry();
      publish(port);
    }
  }

  private void remove(ServicePortName name, Progress progress) {
    ProxiedPort gone = ports.remove(name);
    if (gone != null) {
      gone.close(progress);
    }
    addresses.remove(name);
    failures.remove(name);
  }

  private void publish(ProxiedPort port) {
    ServicePortName name = port.route().name();
    port.boundAddress()
        .ifPresentOrElse(at -> addresses.put(name, at), () -> addresses.remove(name));
    if (port.failures().isEmpty()) {
      failures.remove(name);
    } else {
      failures.put(name, port.failures());
    }
  }

  private void scheduleRetry() {
    if (failures.isEmpty() && healthFailures.isEmpty()) {
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
        for (ProxiedPort port : ports.values()) {
          port.retry();
          publish(port);
        }
        healthPorts.settle();
        healthFailures = healthPorts.failures();
        scheduleRetry();
      }
    } finally {
      lock.unlock();
    }
  }
}
