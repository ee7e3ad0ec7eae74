package io.kubelette.service;

import io.kubelette.api.ApiServer;
import io.kubelette.api.EventRecorder;
import io.kubelette.api.Informer;
import io.kubelette.api.InformerListener;
import io.kubelette.api.Query;
import io.kubelette.loop.Backoff;
import io.kubelette.loop.EventLoop;
import io.kubelette.loop.Landing;
import io.kubelette.loop.Trip;
import io.kubelette.model.EndpointSlice;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a {@link ServiceProxy} at what the API says: follows Services and EndpointSlices, and
 * applies the table that they ask for.
 *
 * <pre>
 *   a change ──► dirty ──► turn: derive the table ──► equal to the one applied: rest
 *                  ▲                    │ else
 *                  └── changed meanwhile, or failed ◄── trip: proxy.apply(table)
 * </pre>
 *
 * <p>Many changes at once become one table, one {@code apply} runs at a time, and the last table
 * wins. Nothing is applied before all services and slices are known, so that a restart takes no
 * endpoint away. Owned by: the loop of its route; {@link #address}, {@link #reachable} and {@link
 * #close} may be called from any thread.
 */
public final class ServiceRouting implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceRouting.class);

  /**
   * How long the first of many changes waits for the others, so that they become one table; short,
   * since changes are meant to take effect within 5 ms. Those that come while a table is applied
   * wait for its end anyway.
   */
  private static final Duration GATHERING = Duration.ofMillis(1);

  /** How long a service that was just made may take to be served. */
  private static final Duration SERVED = Duration.ofSeconds(1);

  private static final Backoff RETRY =
      Backoff.doubling(Duration.ofMillis(250), Duration.ofSeconds(10));

  /**
   * A proxy, and the node for which it works.
   *
   * @param proxy what is kept up to date
   * @param node whose endpoints are local, and where node ports are served
   */
  public record Target(ServiceProxy proxy, ProxyNode node) {}

  /** Someone who waits for a port to be served. A promise that was given up counts as kept. */
  private record Waiter(Want want, CompletableFuture<InetSocketAddress> promise) {}

  /** A port that is to be served, by an endpoint if there must be one. */
  private record Want(ServicePortName name, Predicate<Route> enough) {}

  private final List<Waiter> waiting = new ArrayList<>();
  private final ServiceProxy proxy;
  private final List<InetAddress> containerAddresses;
  private final Trip.Route route;
  private final Informer<Service> services;
  private final Informer<EndpointSlice> slices;
  private final RouteIndex index;
  private final ContainerPorts containerPorts;
  private @Nullable RoutingTable applied;
  private Duration delay = Duration.ZERO;
  private EventLoop.@Nullable Timer turn;
  private EventLoop.@Nullable Timer retry;
  private boolean applying;
  private boolean dirty;
  private volatile boolean closed;

  private ServiceRouting(ApiServer api, Target target, Trip.Route route) {
    this.proxy = target.proxy();
    this.containerAddresses = target.node().containerAddresses();
    this.index = new RouteIndex(target.node());
    this.route = route;
    this.containerPorts = new ContainerPorts(proxy, target.node().containers(), route.loop());
    this.services =
        Informer.create(
            api,
            Query.of(ResourceType.SERVICE),
            route,
            new Changes<>(index::put, index::remove, RouteDerivation::objections));
    this.slices =
        Informer.create(
            api,
            Query.of(ResourceType.ENDPOINT_SLICE),
            route,
            new Changes<>(index::put, index::remove, slice -> List.of()));
  }

  /**
   * Begins to follow the API; may be called on any thread.
   *
   * @param target what is kept up to date, and where it stands; the proxy stays the caller's to
   *     close, after this
   * @param route the loop that owns the routing, the pool where tables are applied, and how long
   *     one may take
   */
  public static ServiceRouting start(ApiServer api, Target target, Trip.Route route) {
    ServiceRouting routing = new ServiceRouting(api, target, route);
    routing.services.follow();
    routing.slices.follow();
    return routing;
  }

  /**
   * Warns of each service port that containers do not reach under its own number, or not at all, by
   * an event on the Service; to be called once.
   */
  public void warnBy(EventRecorder events) {
    route.loop().execute(() -> containerPorts.warnBy(events));
  }

  /**
   * Tells which services containers reach with each port under its own number, and where the
   * endpoints of headless ones are, now and after each change; to be called once.
   *
   * @param listener called on the loop, before {@link #fromContainers} answers of a change
   */
  public void tellContainers(Consumer<List<ContainerAddress>> listener) {
    route.loop().execute(() -> containerPorts.tell(listener));
  }

  /** Says that endpoints are reached elsewhere than before; may be called from any thread. */
  public void endpointsMoved() {
    route
        .loop()
        .execute(
            () -> {
              index.endpointsMoved();
              changed();
            });
  }

  /**
   * Where a service port is really reached, once the proxy serves it.
   *
   * @param port the name of the port; empty where the service's only port has none
   */
  public Optional<InetSocketAddress> address(String namespace, String service, String port) {
    return proxy.boundAddress(new ServicePortName(namespace, service, port));
  }

  /**
   * Completes, on the loop, once the proxy serves the port and has an endpoint to send to: at once
   * if that is so already, never if the routing is closed before.
   */
  public CompletionStage<InetSocketAddress> reachable(ServicePortName name) {
    return reached(new Want(name, each -> !each.endpoints().isEmpty()));
  }

  /**
   * Where containers with a network of their own reach a service port; empty where they reach it at
   * its own address, and where they cannot reach it. A port that is not served yet, or still under
   * another number, is waited for, a second at most: not to be called on the loop.
   *
   * @param port its number, as the service says now
   */
  public Optional<InetSocketAddress> fromContainers(ServicePortName name, int port) {
    if (containerAddresses.isEmpty()) {
      return Optional.empty();
    }
    Want want = new Want(name.forContainers(), each -> each.frontend().getPort() == port);
    return proxy
        .boundAddress(want.name())
        .filter(known -> known.getPort() == port)
        .or(() -> awaited(want))
        .filter(address -> containerAddresses.contains(address.getAddress()));
  }

  private Optional<InetSocketAddress> awaited(Want want) {
    CompletableFuture<InetSocketAddress> promise = reached(want);
    try {
      return Optional.of(promise.get(SERVED.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException notServed) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      promise.cancel(false);
    }
  }

  private CompletableFuture<InetSocketAddress> reached(Want want) {
    CompletableFuture<InetSocketAddress> promise = new CompletableFuture<>();
    route
        .loop()
        .execute(
            () -> {
              waiting.add(new Waiter(want, promise));
              answerWaiters();
            });
    return promise;
  }

  private void answerWaiters() {
    waiting.removeIf(
        waiter -> {
          found(waiter.want()).ifPresent(waiter.promise()::complete);
          return waiter.promise().isDone();
        });
  }

  private Optional<InetSocketAddress> found(Want want) {
    boolean served =
        applied != null
            && applied.routes().stream()
                .anyMatch(each -> each.name().equals(want.name()) && want.enough().test(each));
    return served ? proxy.boundAddress(want.name()) : Optional.empty();
  }

  /** Stops following; the proxy keeps the table that it has. May be called twice. */
  @Override
  public void close() {
    closed = true;
    services.close();
    slices.close();
    route.loop().execute(this::cancelTimers);
  }

  private void changed() {
    dirty = true;
    if (turn == null) {
      turn = route.loop().schedule(GATHERING, this::turn);
    }
  }

  private void turn() {
    turn = null;
    if (closed || applying || !dirty || !services.isSynced() || !slices.isSynced()) {
      return;
    }
    dirty = false;
    cancelRetry();
    RoutingTable table = index.table();
    containerPorts.headlessAre(index.headlessNames());
    if (table.equals(applied)) {
      return;
    }
    applying = true;
    Trip.begin(route, () -> apply(table), this::landed);
  }

  private RoutingTable apply(RoutingTable table) throws InterruptedException, ExecutionException {
    proxy.apply(table).toCompletableFuture().get();
    return table;
  }

  private void landed(Landing<RoutingTable> landing) {
    applying = false;
    if (closed) {
      return;
    }
    Optional<Throwable> failure = landing.failure();
    if (failure.isPresent()) {
      delay = RETRY.after(delay);
      LOG.warn("the proxy did not take a table, again in {}", delay, failure.get());
      // What it has of the table is unknown: only another one that is taken whole tells.
      applied = null;
      retry = route.loop().schedule(delay, this::changed);
      return;
    }
    delay = Duration.ZERO;
    applied = landing.result();
    containerPorts.follow(landing.result());
    answerWaiters();
    if (dirty) {
      turn();
    }
  }

  private void cancelRetry() {
    if (retry != null) {
      retry.cancel();
      retry = null;
    }
  }

  private void cancelTimers() {
    cancelRetry();
    if (turn != null) {
      turn.cancel();
    }
    containerPorts.close();
  }

  /** Every change means the same: look again. */
  private final class Changes<T extends KubernetesObject> implements InformerListener<T> {

    private final Consumer<T> put;
    private final Consumer<T> remove;
    private final Function<T, List<String>> objections;

    Changes(Consumer<T> put, Consumer<T> remove, Function<T, List<String>> objections) {
      this.put = put;
      this.remove = remove;
      this.objections = objections;
    }

    private void tell(T object, List<String> told) {
      List<String> objecting = objections.apply(object);
      if (!objecting.equals(told)) {
        ObjectMeta metadata = object.metadata();
        objecting.forEach(
            reason ->
                LOG.warn(
                    "service={}/{} is not served as it says: {}",
                    metadata.namespace(),
                    metadata.name(),
                    reason));
      }
    }

    @Override
    public void added(T object) {
      tell(object, List.of());
      put.accept(object);
      changed();
    }

    @Override
    public void modified(T before, T now) {
      tell(now, objections.apply(before));
      // Another label makes a slice another service's.
      remove.accept(before);
      put.accept(now);
      changed();
    }

    @Override
    public void deleted(T last) {
      remove.accept(last);
      changed();
    }

    @Override
    public void synced() {
      changed();
    }
  }
}
