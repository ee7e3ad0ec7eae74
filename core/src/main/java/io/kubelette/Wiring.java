package io.kubelette;

import io.kubelette.api.AddressRange;
import io.kubelette.api.ApiConfig;
import io.kubelette.api.ApiServer;
import io.kubelette.api.EventExpiry;
import io.kubelette.api.EventRecorder;
import io.kubelette.api.PodAccess;
import io.kubelette.controller.EndpointsController;
import io.kubelette.controller.GarbageCollector;
import io.kubelette.controller.MirrorController;
import io.kubelette.controller.NamespaceController;
import io.kubelette.controller.Scheduler;
import io.kubelette.loop.Clock;
import io.kubelette.loop.EventLoop;
import io.kubelette.loop.IoPool;
import io.kubelette.loop.ThreadEventLoop;
import io.kubelette.loop.ThreadIoPool;
import io.kubelette.loop.Trip;
import io.kubelette.manifest.Trees;
import io.kubelette.model.EventSource;
import io.kubelette.model.Node;
import io.kubelette.node.LeasedNodeStatusReporter;
import io.kubelette.pod.LoopPodManager;
import io.kubelette.pod.MirrorPods;
import io.kubelette.pod.PodManager;
import io.kubelette.pod.RuntimePodAccess;
import io.kubelette.pod.ShutdownConfig;
import io.kubelette.runtime.HostAddress;
import io.kubelette.runtime.ImageInventory;
import io.kubelette.runtime.LoopbackSlice;
import io.kubelette.runtime.Machine;
import io.kubelette.runtime.PublishedPods;
import io.kubelette.service.ProxyNode;
import io.kubelette.service.ServiceRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of one node, started in the order in which they need each other and closed in the
 * opposite one.
 *
 * <p>Thread-safe because its fields are set once, before anyone else sees it.
 */
final class Wiring implements AutoCloseable {

  /** Loopback addresses that Kubelette takes for services; each node claims a slice of them. */
  private static final String SERVICE_RANGE = "127.96.0.0/16";

  private static final int IO_THREADS = 32;
  private static final Duration CALL_DEADLINE = Duration.ofSeconds(30);
  private static final Duration SLACK = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  private final NodeSettings settings;
  private final NodeParts parts;
  private final CloseStack closing = new CloseStack();
  private final ApiServer api;
  private final EventLoop podLoop;
  private final IoPool pool;
  private final Trip.Route control;
  private final ServiceRouting routing;
  private final PodAccess pods;
  private final EventRecorder events;

  /** Why the pods' part says that the node is not ready; it begins after the Node is registered. */
  private final AtomicReference<Supplier<List<String>>> faults = new AtomicReference<>(List::of);

  private Wiring(NodeSettings settings, NodeParts parts) {
    this.settings = settings;
    this.parts = parts;
    try {
      closing.push(parts.runtime());
      closing.push(parts.store());
      RootDirectory root = closing.push(RootDirectory.open(settings.root()));
      this.pool = closing.push(ThreadIoPool.of("kubelette-io", IO_THREADS));
      pool.execute(Trees::prepare);
      this.api = ApiServer.over(parts.store(), apiConfig());
      this.podLoop = closing.push(ThreadEventLoop.named("kubelette-pod-loop"));
      EventLoop loop = closing.push(ThreadEventLoop.named("kubelette-control-loop"));
      this.control = new Trip.Route(loop, pool, CALL_DEADLINE);
      closing.push(parts.proxy());
      this.events = recorder("kubelet");
      Machine chosen = settings.machine();
      Machine machine = chosen == null ? Machine.local(root.path()) : chosen;
      Node node = register(machine);
      closing.push(EventExpiry.start(api, control, settings.events().kept()));
      closing.push(Scheduler.start(api, recorder("default-scheduler"), control));
      closing.push(EndpointsController.start(api, control));
      closing.push(MirrorController.start(api, control));
      closing.push(GarbageCollector.start(api, control));
      closing.push(NamespaceController.start(api, control, Clock.system()));
      this.routing = closing.push(ServiceRouting.start(api, proxied(), control));
      published().map(pods -> pods.watch(routing::endpointsMoved)).ifPresent(closing::push);
      routing.warnBy(recorder("service-proxy"));
      PodManager manager = runPods(node, machine, root.path());
      RuntimePodAccess.Scope scope =
          new RuntimePodAccess.Scope(settings.owner(), settings.pods().streamingIdle(), control);
      this.pods = new RuntimePodAccess(api, parts.runtime(), manager, scope);
    } catch (RuntimeException failure) {
      closing.close();
      throw failure;
    }
  }

  static Wiring start(NodeSettings settings, NodeParts parts) {
    return new Wiring(settings, parts);
  }

  ApiServer api() {
    return api;
  }

  ServiceRouting routing() {
    return routing;
  }

  PodAccess pods() {
    return pods;
  }

  String nodeName() {
    return settings.node().name();
  }

  @Override
  public void close() {
    closing.close();
  }

  private ApiConfig apiConfig() {
    return ApiConfig.defaults()
        .withServiceAddresses(serviceRange())
        .withUids(settings.uids())
        .withPodPolicy(settings.pods().admission().policy());
  }

  private AddressRange serviceRange() {
    AddressRange chosen = settings.services();
    if (chosen != null) {
      requireLocal(chosen);
      return chosen;
    }
    LoopbackSlice slice = closing.push(LoopbackSlice.claim(SERVICE_RANGE, settings.owner()));
    return AddressRange.parse(slice.isShared() ? SERVICE_RANGE : slice.cidr());
  }

  private static void requireLocal(AddressRange range) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(range.address(0), 0));
    } catch (IOException foreign) {
      throw new IllegalStateException(
          "%s are no addresses of this machine: make them, as root, by \"ip route add local %s dev lo\""
              .formatted(range, range),
          foreign);
    }
  }

  private ServiceRouting.Target proxied() {
    List<InetAddress> fromContainers =
        parts.runtime().ability(HostAddress.class).flatMap(HostAddress::hostAddress).stream()
            .toList();
    String zone = settings.node().labels().getOrDefault(ProxyNode.ZONE_LABEL, "");
    ProxyNode named = ProxyNode.named(settings.node().name()).inZone(zone);
    List<InetAddress> nodePorts = settings.nodePorts();
    ProxyNode placed = nodePorts == null ? named : named.withNodePortAddresses(nodePorts);
    AddressRange range = settings.services();
    boolean near = range != null && !range.address(0).startsWith("127.");
    ProxyNode node =
        near && !fromContainers.isEmpty()
            ? placed.withServicesInReachOfContainers()
            : placed.withContainerAddresses(fromContainers);
    return new ServiceRouting.Target(
        parts.proxy(), published().map(pods -> node.withReach(new ReachedPods(pods))).orElse(node));
  }

  private Optional<PublishedPods> published() {
    return parts.runtime().ability(PublishedPods.class);
  }

  private EventRecorder recorder(String component) {
    EventSource source = new EventSource(component, nodeName());
    return closing.push(EventRecorder.create(api, control, source, settings.events()));
  }

  private Node register(Machine machine) {
    var reporterParts =
        new LeasedNodeStatusReporter.Parts(
            control.loop(),
            pool,
            api,
            parts.runtime()::version,
            machine,
            events,
            parts.runtime().ability(ImageInventory.class).orElse(List::of),
            () -> faults.get().get());
    LeasedNodeStatusReporter reporter =
        closing.push(LeasedNodeStatusReporter.create(settings.node(), reporterParts));
    return await("register the node", reporter.start(), CALL_DEADLINE);
  }

  private PodManager runPods(Node registered, Machine machine, Path root) {
    Trip.Route route = new Trip.Route(podLoop, pool, CALL_DEADLINE);
    PodWiring wiring =
        new PodWiring(
            settings,
            parts,
            new PodWiring.Ground(closing, api, route, events, machine, registered, root, routing));
    MirrorPods mirrors = wiring.mirrors();
    LoopPodManager manager = wiring.manage(mirrors);
    faults.set(() -> faultsOf(manager));
    if (settings.onClose() == OnClose.REMOVE) {
      closing.push(() -> endPods(manager));
    }
    wiring.evict(manager);
    wiring.collectImages();
    wiring.feed(manager, mirrors);
    ShutdownConfig shutdown = settings.pods().shutdown();
    if (shutdown != null) {
      closing.push(ShutdownHook.of(() -> goDown(manager, shutdown)));
    }
    return manager;
  }

  private static List<String> faultsOf(LoopPodManager manager) {
    Stream<String> goingDown =
        manager.isShuttingDown() ? Stream.of("node is shutting down") : Stream.empty();
    return Stream.concat(manager.fault().stream(), goingDown).toList();
  }

  /** On the hook's thread; what still runs when the times are up is left to the next start. */
  private void goDown(LoopPodManager manager, ShutdownConfig times) {
    Duration all = times.regular().plus(times.critical()).plus(SLACK);
    try {
      await("end the pods", manager.shutDown(times), all);
    } catch (IllegalStateException late) {
      LOG.warn("node={} goes down with pods that run: {}", nodeName(), late.getMessage());
    }
    close();
  }

  private void endPods(PodManager manager) {
    try {
      await("end the pods", manager.drain(), settings.closeTimeout());
    } catch (IllegalStateException late) {
      String left =
          parts.runtime().observe(settings.owner()).stream()
              .map(pod -> pod.pod().namespace() + "/" + pod.pod().name())
              .collect(Collectors.joining(", "));
      throw new IllegalStateException(late.getMessage() + "; what is left: " + left, late);
    }
  }

  private static <T> T await(String what, CompletionStage<T> stage, Duration atMost) {
    try {
      return stage.toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new IllegalStateException("could not " + what + " within " + atMost, late);
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause();
      throw new IllegalStateException("could not " + what + ": " + cause.getMessage(), cause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while trying to " + what, interrupted);
    }
  }
}
