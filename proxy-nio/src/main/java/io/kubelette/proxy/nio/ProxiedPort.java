package io.kubelette.proxy.nio;

import io.kubelette.metrics.ServiceTraffic;
import io.kubelette.metrics.TrafficCounts;
import io.kubelette.service.Balancer;
import io.kubelette.service.Drain;
import io.kubelette.service.Entrance;
import io.kubelette.service.ListenFailure;
import io.kubelette.service.Protocol;
import io.kubelette.service.Route;
import io.kubelette.service.RouteEndpoint;
import io.kubelette.service.SessionAffinity;
import io.kubelette.service.SourceRange;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A route that is in force: its entrances, and the endpoints that they share.
 *
 * <p>Owned by: the control, under the proxy's lock; the loops see what {@link PortState}, {@link
 * Backends} and {@link Backend} give them.
 */
final class ProxiedPort {

  /** What all ports of a proxy share. */
  record Surroundings(
      NioProxyConfig config,
      LoopGroup loops,
      Backend.Ejection ejection,
      SharedAffinities affinities,
      SharedProbes probes) {}

  /** What entrances share that are alike: who answers, and whom. */
  private record Reach(List<RouteEndpoint> endpoints, List<SourceRange> sources) {}

  private final Surroundings surroundings;
  private final PortState state;
  private final Affinity own = new Affinity(SessionAffinity.Scope.PORT);
  private Affinity affinity = own;
  private final EndpointProbes probes;
  private final Map<InetSocketAddress, Backend> departed = new HashMap<>();
  private volatile Map<InetSocketAddress, Backend> present = Map.of();
  private List<ServedEntrance> entrances = List.of();
  private volatile Route route;

  /** A port that has no socket yet: {@link #settle} makes them. */
  ProxiedPort(Route route, Surroundings surroundings) {
    this.route = route;
    this.surroundings = surroundings;
    this.state = new PortState(surroundings.config(), route.settings());
    this.probes = new EndpointProbes(surroundings.probes());
    enter(route, new Progress());
  }

  Route route() {
    return route;
  }

  /** What has passed through it; from any thread. */
  ServiceTraffic traffic() {
    Map<String, TrafficCounts> endpoints = new HashMap<>();
    present.forEach((address, backend) -> endpoints.put(text(address), backend.counts()));
    return new ServiceTraffic(
        new ServiceTraffic.Port(
            route.name().namespace(), route.name().service(), route.name().port()),
        Traffic.sum(state.traffic().all()),
        endpoints);
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /** Where clients reach the service itself; empty when no address at all could be bound. */
  Optional<InetSocketAddress> boundAddress() {
    return entrances.get(0).boundAddress();
  }

  /** Which entrances are not bound. */
  List<ListenFailure> failures() {
    return entrances.stream().flatMap(entrance -> entrance.failure().stream()).toList();
  }

  /** Follows the new route, which has the same name and protocol. */
  void update(Route next, Progress progress) {
    enter(next, progress);
  }

  /** Ends the route: nobody comes in, and those inside leave as the route says. */
  void close(Progress progress) {
    for (ServedEntrance entrance : entrances) {
      entrance.send(
          new Backends(new Backend[0], spread(entrance.backends().balancer(), List.of())));
      progress.frees(entrance.close());
    }
    probes.close();
    surroundings.affinities().leave(route.name());
    leave(List.copyOf(present.values()), progress);
  }

  /** Makes the sockets that the entrances ask for, where they are not there yet. */
  void settle() {
    entrances.forEach(ServedEntrance::settle);
  }

  /** Tries the entrances that are not bound once more. */
  void retry() {
    entrances.forEach(ServedEntrance::retry);
  }

  private void enter(Route next, Progress progress) {
    Route before = route;
    route = next;
    List<Backend> gone = know(next);
    state.follow(next.settings(), present.size());
    if (next.protocol() == Protocol.TCP) {
      probes.follow(next.settings().check(), present.values());
    }
    affinity = remember(next);
    affinity.forget(gone);
    Map<InetSocketAddress, ServedEntrance> standing = new HashMap<>();
    entrances.forEach(entrance -> standing.put(entrance.wanted(), entrance));
    List<ServedEntrance> following = new ArrayList<>();
    Map<Reach, Backends> shared = new HashMap<>();
    for (Entrance entrance : next.entrances()) {
      var fallback =
          following.isEmpty() ? ServedEntrance.Fallback.OWN_PORT : ServedEntrance.Fallback.NONE;
      ServedEntrance known = standing.get(entrance.address());
      boolean stays = known != null && known.fallback() == fallback;
      Backends backends =
          shared.computeIfAbsent(
              new Reach(entrance.endpoints(), entrance.sources()),
              reach -> backends(reach, known, before));
      following.add(
          stays
              ? standing.remove(entrance.address())
              : new ServedEntrance(entrance.address(), purpose(fallback), surroundings, backends));
      following.get(following.size() - 1).send(backends);
    }
    standing.values().forEach(dropped -> drop(dropped, progress));
    entrances = List.copyOf(following);
    entrances.forEach(entrance -> progress.frees(entrance.follow(next.settings().drain())));
    leave(gone, progress);
  }

  private Affinity remember(Route next) {
    SessionAffinity asked = next.settings().affinity();
    Affinity memory = own;
    if (asked.scope() == SessionAffinity.Scope.SERVICE && !asked.time().isZero()) {
      own.last(0);
      memory = surroundings.affinities().join(next.name());
    } else {
      surroundings.affinities().leave(next.name());
    }
    memory.last(asked.time().toNanos());
    return memory;
  }

  private ServedEntrance.Purpose purpose(ServedEntrance.Fallback fallback) {
    return new ServedEntrance.Purpose(route.name(), route.protocol(), fallback, state);
  }

  private void drop(ServedEntrance entrance, Progress progress) {
    entrance.send(new Backends(new Backend[0], spread(entrance.backends().balancer(), List.of())));
    progress.frees(entrance.close());
  }

  /** Gets to know the endpoints of the route; answers with those that are no longer there. */
  private List<Backend> know(Route next) {
    Map<InetSocketAddress, Backend> before = present;
    Map<InetSocketAddress, Backend> now = new HashMap<>();
    departed.values().removeIf(backend -> backend.load() == 0);
    for (Entrance entrance : next.entrances()) {
      for (RouteEndpoint endpoint : entrance.endpoints()) {
        now.computeIfAbsent(endpoint.address(), address -> backend(address, before));
      }
    }
    List<Backend> gone = new ArrayList<>();
    before.forEach(
        (address, backend) -> {
          if (!now.containsKey(address)) {
            gone.add(backend);
            departed.put(address, backend);
          }
        });
    present = now;
    return gone;
  }

  /** One that comes back while it still has connections keeps them. */
  private Backend backend(InetSocketAddress address, Map<InetSocketAddress, Backend> before) {
    Backend known = before.get(address);
    Backend returned = departed.remove(address);
    if (known != null) {
      return known;
    }
    int loops = surroundings.config().loops();
    return returned != null ? returned : new Backend(address, surroundings.ejection(), loops);
  }

  private Backends backends(Reach reach, @Nullable ServedEntrance known, Route before) {
    List<RouteEndpoint> endpoints = reach.endpoints();
    boolean sameWay = before.settings().balancing() == route.settings().balancing();
    Balancer balancer =
        known != null && sameWay
            ? known.backends().balancer().over(endpoints)
            : route.settings().balancing().newBalancer(endpoints);
    Backend[] all =
        endpoints.stream().map(each -> present.get(each.address())).toArray(Backend[]::new);
    return new Backends(all, spread(balancer, reach.sources()));
  }

  private Backends.Spread spread(Balancer balancer, List<SourceRange> sources) {
    int limit = route.settings().limits().perEndpoint();
    return new Backends.Spread(balancer, affinity, limit == 0 ? Integer.MAX_VALUE : limit, sources);
  }

  private void leave(List<Backend> gone, Progress progress) {
    if (gone.isEmpty()) {
      return;
    }
    Drain drain = route.settings().drain();
    for (ProxyLoop loop : surroundings.loops().all()) {
      progress.switches(loop.call(() -> leave(gone, loop, drain)));
    }
  }

  private static void leave(List<Backend> gone, ProxyLoop loop, Drain drain) {
    for (Backend backend : gone) {
      Share share = backend.shares().known(loop);
      if (share != null) {
        share.leave(drain);
      }
    }
  }
}
