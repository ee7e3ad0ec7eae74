package io.kubelette;

import io.kubelette.api.AddressRange;
import io.kubelette.api.EventLimits;
import io.kubelette.api.PodPolicy;
import io.kubelette.api.UidSource;
import io.kubelette.node.NodeConfig;
import io.kubelette.pod.ManifestUrl;
import io.kubelette.pod.PodManagerConfig;
import io.kubelette.pod.ShutdownConfig;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.Machine;
import io.kubelette.runtime.PressureThresholds;
import io.kubelette.service.ServiceProxy;
import io.kubelette.store.MemoryStore;
import io.kubelette.store.Store;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what a node is made of; only the runtime and the proxy must be named.
 *
 * <p>Not thread-safe: used by one thread, once.
 */
public final class KubeletteBuilder {

  private static final Duration REAPPLY = Duration.ofSeconds(30);

  private @Nullable ContainerRuntime runtime;
  private @Nullable ServiceProxy proxy;
  private @Nullable Store store;
  private @Nullable String owner;
  private @Nullable NodeConfig node;
  private @Nullable Path root;
  private OnClose onClose = OnClose.REMOVE;
  private PodManagerConfig pods = PodManagerConfig.defaults();
  private EventLimits events = EventLimits.defaults();
  private @Nullable PodPolicy policy;
  private final List<Path> manifests = new ArrayList<>();
  private final List<ManifestUrl> manifestUrls = new ArrayList<>();
  private @Nullable Machine machine;
  private @Nullable AddressRange services;
  private @Nullable List<InetAddress> nodePorts;
  private @Nullable ShutdownConfig shutdown;
  private @Nullable Duration adoptionWindow;
  private Duration closeTimeout = Duration.ofSeconds(30);

  KubeletteBuilder() {}

  /** What runs the containers; closed with the node. */
  public KubeletteBuilder runtime(ContainerRuntime value) {
    runtime = value;
    return this;
  }

  /** What carries the traffic of services; closed with the node. */
  public KubeletteBuilder proxy(ServiceProxy value) {
    proxy = value;
    return this;
  }

  /** Where objects are kept; in memory unless it is said. Closed with the node. */
  public KubeletteBuilder store(Store value) {
    store = value;
    return this;
  }

  /**
   * The name under which this node's containers are kept apart from others' in an engine. The next
   * node of the same owner adopts what a crash, or {@link OnClose#KEEP}, has left running. Without
   * one the node gets a name of its own, and nobody adopts.
   *
   * <p>One node of an owner at a time: of two on one engine, each would take the other's pods for
   * left behind, and remove them. A common {@link #root} keeps the second one from starting.
   */
  public KubeletteBuilder owner(String value) {
    owner = value;
    return this;
  }

  /**
   * What the Node is called in the API, its labels, taints and limits.
   *
   * <p>Unless it is said the node is called like the owner and has the numbers of Kubernetes, but
   * evicts nobody: on the machine of a developer a disk is often nearly full, and tests should not
   * fail for it.
   */
  public KubeletteBuilder node(NodeConfig value) {
    node = value;
    return this;
  }

  /**
   * The directory for what the node keeps on disk, made if it is missing and used by one node at a
   * time. Without one the node has a temporary directory, which is gone when it closes.
   */
  public KubeletteBuilder root(Path value) {
    root = value;
    return this;
  }

  /** What becomes of the pods when the node closes; they are removed unless it is said. */
  public KubeletteBuilder onClose(OnClose value) {
    onClose = value;
    return this;
  }

  /** The numbers by which pods are run; those of Kubernetes unless it is said. */
  public KubeletteBuilder pods(PodManagerConfig value) {
    pods = value;
    return this;
  }

  /** How many events are written, and how fast; the numbers of Kubernetes unless it is said. */
  public KubeletteBuilder events(EventLimits value) {
    events = value;
    return this;
  }

  /**
   * What pods may ask of this host; {@link PodPolicy#defaults()} unless it is said. A pod that asks
   * for more is refused when it is created, with every field that does.
   */
  public KubeletteBuilder policy(PodPolicy value) {
    policy = value;
    return this;
  }

  /**
   * Runs static pods: the pod in this file, or the pods in the files of this directory, one in
   * each. Changes take effect at once; what is no good is logged and skipped. May be called several
   * times.
   */
  public KubeletteBuilder manifests(Path value) {
    manifests.add(value);
    return this;
  }

  /**
   * Runs static pods: those that this URL serves, asked again every 20 s. May be called several
   * times.
   */
  public KubeletteBuilder manifestUrl(URI value) {
    return manifestUrl(ManifestUrl.of(value));
  }

  /** Runs the static pods that a URL serves to whoever sends these headers. */
  public KubeletteBuilder manifestUrl(ManifestUrl value) {
    manifestUrls.add(value);
    return this;
  }

  /**
   * The machine that the node stands for; the one on which this program runs, unless it is said.
   */
  public KubeletteBuilder machine(Machine value) {
    machine = value;
    return this;
  }

  /**
   * The range from which services get their addresses; a slice of 127.96.0.0/16 that is this node's
   * own, unless it is said. The addresses must be the machine's and no other node's: {@code ip
   * route add local 10.96.0.0/24 dev lo}, as root, makes them so until the machine starts again.
   * Where they are not loopback, containers reach every service at its own address, too.
   */
  public KubeletteBuilder serviceRange(AddressRange value) {
    services = value;
    return this;
  }

  /**
   * At which addresses of this machine node ports and health checks of load balancers are served;
   * all IPv4 addresses unless it is said, as in Kubernetes, and none where the list is empty.
   * {@code InetAddress.getLoopbackAddress()} keeps them from the network.
   */
  public KubeletteBuilder nodePortAddresses(List<InetAddress> value) {
    nodePorts = List.copyOf(value);
    return this;
  }

  /**
   * How long the pods that an earlier life left running wait to be applied again before they are
   * removed; 30 s with objects in memory, and no time with a store that lasts, unless it is said.
   */
  public KubeletteBuilder adoptionWindow(Duration value) {
    adoptionWindow = value;
    return this;
  }

  /** How long {@link Kubelette#close} may wait for pods to end; 30 s unless it is said. */
  public KubeletteBuilder closeTimeout(Duration value) {
    closeTimeout = value;
    return this;
  }

  /**
   * Starts the node. If that fails, what was given is closed.
   *
   * @throws IllegalStateException if something is missing, or another node uses the root directory
   * @throws io.kubelette.runtime.ContainerRuntimeException if the runtime does not answer
   */
  public Kubelette start() {
    try {
      return new Kubelette(Wiring.start(settings(), parts()));
    } catch (RuntimeException failure) {
      CloseStack given = new CloseStack();
      Stream.of(runtime, store, proxy).filter(Objects::nonNull).forEach(given::push);
      given.close();
      throw failure;
    }
  }

  private NodeParts parts() {
    if (runtime == null) {
      throw missing("a runtime", "runtime(FakeRuntime.create())");
    }
    if (proxy == null) {
      throw missing("a proxy", "proxy(NioServiceProxy.create())");
    }
    return new NodeParts(runtime, proxy, store == null ? MemoryStore.create() : store);
  }

  private NodeSettings settings() {
    if (onClose == OnClose.KEEP && (owner == null || root == null)) {
      throw new IllegalStateException(
          "onClose(KEEP) needs an owner(...) and a root(...) that are the same at the next start:"
              + " nobody could adopt the pods otherwise");
    }
    String known = owner == null ? "node-" + UUID.randomUUID().toString().substring(0, 8) : owner;
    boolean lasts = store != null && !(store instanceof MemoryStore);
    Duration window = lasts ? Duration.ZERO : REAPPLY;
    return new NodeSettings(
        known,
        node == null ? withoutEviction(known) : node,
        root,
        onClose,
        numbers(),
        events,
        List.copyOf(manifests),
        List.copyOf(manifestUrls),
        machine,
        services,
        nodePorts,
        lasts ? UidSource.random() : UidSource.derivedFor(known),
        adoptionWindow == null ? window : adoptionWindow,
        closeTimeout);
  }

  private PodManagerConfig numbers() {
    PodManagerConfig judging =
        policy == null ? pods : pods.withAdmission(pods.admission().withPolicy(policy));
    return shutdown == null ? judging : judging.withShutdown(shutdown);
  }

  private static IllegalStateException missing(String what, String how) {
    return new IllegalStateException("a node needs " + what + ": for instance builder()." + how);
  }

  private static NodeConfig withoutEviction(String name) {
    return NodeConfig.defaults(name).withThresholds(PressureThresholds.none());
  }
}
