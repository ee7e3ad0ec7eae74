package io.kubelette;

import io.kubelette.api.ApiServer;
import io.kubelette.api.EventRecorder;
import io.kubelette.api.Informer;
import io.kubelette.api.InformerListener;
import io.kubelette.api.PodPolicy;
import io.kubelette.api.Query;
import io.kubelette.loop.Trip;
import io.kubelette.model.Node;
import io.kubelette.model.NodeAddress;
import io.kubelette.model.ObjectReference;
import io.kubelette.model.ObjectReferenceBuilder;
import io.kubelette.model.ResourceType;
import io.kubelette.model.Service;
import io.kubelette.model.ServicePort;
import io.kubelette.pod.ApiPodReports;
import io.kubelette.pod.ApiPodSource;
import io.kubelette.pod.Evictions;
import io.kubelette.pod.ImageCollectionConfig;
import io.kubelette.pod.ImageCollector;
import io.kubelette.pod.LoopPodManager;
import io.kubelette.pod.ManifestSource;
import io.kubelette.pod.MirrorPods;
import io.kubelette.pod.PodNode;
import io.kubelette.pod.PodSource;
import io.kubelette.pod.PodSources;
import io.kubelette.pod.ResolvConf;
import io.kubelette.pod.Surroundings;
import io.kubelette.pod.reference.ApiPodObjects;
import io.kubelette.pod.volume.AllowedHostPaths;
import io.kubelette.pod.volume.NodeFiles;
import io.kubelette.pod.volume.ServiceHost;
import io.kubelette.runtime.ImageInventory;
import io.kubelette.runtime.ImageRemoval;
import io.kubelette.runtime.Machine;
import io.kubelette.runtime.ReadOnlyMounts;
import io.kubelette.runtime.StatsSource;
import io.kubelette.runtime.VolumeRoom;
import io.kubelette.service.ContainerAddress;
import io.kubelette.service.ServicePortName;
import io.kubelette.service.ServiceRouting;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What runs the pods of one node: manager, mirrors, sources and evictions, in the order in which
 * they need each other.
 *
 * <p>Thread-safe because it holds what others guard.
 */
final class PodWiring {

  /**
   * What the pods need of the node.
   *
   * @param closing where what is started is left to be closed
   * @param route the pod loop, and where it sends what may block
   * @param events signed as {@code kubelet} of this node
   * @param registered the Node as it was when it was registered
   * @param root where the node keeps its files
   * @param routing which knows where containers reach services
   */
  record Ground(
      CloseStack closing,
      ApiServer api,
      Trip.Route route,
      EventRecorder events,
      Machine machine,
      Node registered,
      Path root,
      ServiceRouting routing) {}

  private static final Path RESOLVER = Path.of("/etc/resolv.conf");

  private final NodeSettings settings;
  private final NodeParts parts;
  private final Ground ground;
  private final ApiPodObjects objects;
  private final NodeFiles files;

  PodWiring(NodeSettings settings, NodeParts parts, Ground ground) {
    this.settings = settings;
    this.parts = parts;
    this.ground = ground;
    this.objects =
        ground.closing().push(ApiPodObjects.of(ground.api(), ground.route(), this::fromContainers));
    this.files =
        new NodeFiles(
                ground.root(),
                objects,
                ground.route().loop().clock(),
                hostPaths(settings.pods().admission().policy()))
            .within(parts.runtime().ability(VolumeRoom.class).orElse(VolumeRoom.ENOUGH));
    ground.routing().tellContainers(this::nameInHostsFiles);
  }

  private Optional<InetSocketAddress> fromContainers(Service service, ServicePort port) {
    String name = port.name() == null ? "" : port.name();
    return ground
        .routing()
        .fromContainers(
            new ServicePortName(
                String.valueOf(service.metadata().namespace()),
                String.valueOf(service.metadata().name()),
                name),
            Objects.requireNonNullElse(port.port(), 0));
  }

  /** A manager without sources: whatever must end it before they end is pushed before them. */
  LoopPodManager manage(MirrorPods mirrors) {
    PodNode node =
        new PodNode(
            settings.owner(),
            nodeName(),
            addressOf(ground.registered()),
            parts.runtime().version().name(),
            ground.registered().status().capacity(),
            ground.registered().status().allocatable(),
            ResolvConf.read(RESOLVER),
            parts.runtime().ability(ReadOnlyMounts.class).stream()
                .anyMatch(ReadOnlyMounts::areRecursive));
    LoopPodManager manager =
        ground
            .closing()
            .push(
                LoopPodManager.start(
                    node,
                    settings.pods(),
                    new LoopPodManager.Parts(
                        ground.route().loop(),
                        ground.route().pool(),
                        parts.runtime(),
                        mirrors,
                        new Surroundings(objects, files))));
    objects.follow(manager::objectChanged);
    manager.nodeIs(ground.registered());
    Query<Node> own =
        Query.of(ResourceType.NODE).where(each -> nodeName().equals(each.metadata().name()));
    Informer<Node> informer =
        Informer.start(ground.api(), own, ground.route(), InformerListener.each(manager::nodeIs));
    ground.closing().push(informer);
    return manager;
  }

  MirrorPods mirrors() {
    ApiPodReports reports = new ApiPodReports(ground.api(), ground.events(), self());
    return ground
        .closing()
        .push(MirrorPods.create(ground.api(), nodeName(), reports, ground.route()));
  }

  void evict(LoopPodManager manager) {
    Evictions.Parts needs =
        new Evictions.Parts(
            settings.owner(),
            manager,
            ground.machine(),
            settings.node().thresholds(),
            parts.runtime().ability(StatsSource.class),
            files::bytes,
            resource ->
                ground
                    .events()
                    .warning(self(), "EvictionThresholdMet", "Attempting to reclaim " + resource));
    ground.closing().push(Evictions.start(needs, settings.pods().eviction(), ground.route()));
  }

  /** Only where it is asked for, and where the runtime lets images go. */
  void collectImages() {
    ImageCollectionConfig config = settings.pods().images();
    Optional<ImageInventory> inventory = parts.runtime().ability(ImageInventory.class);
    Optional<ImageRemoval> removal = parts.runtime().ability(ImageRemoval.class);
    if (config != null && inventory.isPresent() && removal.isPresent()) {
      ImageCollector.Parts needs =
          new ImageCollector.Parts(
              settings.owner(),
              parts.runtime(),
              inventory.get(),
              removal.get(),
              ground.machine(),
              (reason, message) -> ground.events().warning(self(), reason, message));
      ground.closing().push(ImageCollector.start(needs, config, ground.route()));
    }
  }

  void feed(LoopPodManager manager, MirrorPods mirrors) {
    List<PodSource> sources = new ArrayList<>();
    var scope = new ApiPodSource.Scope(nodeName(), settings.adoptionWindow());
    sources.add(ApiPodSource.of(ground.api(), scope, ground.route()));
    var manifests =
        new ManifestSource.Parts(
            nodeName(), ground.api(), settings.pods().manifests(), ground.route());
    settings.manifests().stream()
        .map(path -> mirrors.mirrored(ManifestSource.of(path, manifests)))
        .forEach(sources::add);
    settings.manifestUrls().stream()
        .map(url -> mirrors.mirrored(ManifestSource.of(url, manifests)))
        .forEach(sources::add);
    mirrors.start();
    ground.closing().push(PodSources.start(manager, sources));
  }

  /** Called on the loop of the routing: the files are written from the pods' one. */
  private void nameInHostsFiles(List<ContainerAddress> services) {
    files
        .serviceHosts()
        .are(
            services.stream()
                .map(
                    one ->
                        new ServiceHost(
                            one.namespace(), one.service(), one.address().getHostAddress()))
                .toList());
    ground.route().loop().execute(() -> files.serviceHosts().spread(ground.route()));
  }

  /** The API has judged the paths as they are written: here it counts where they lead to. */
  private static AllowedHostPaths hostPaths(PodPolicy policy) {
    return policy.level() == PodPolicy.Level.PRIVILEGED
        ? AllowedHostPaths.anywhere()
        : AllowedHostPaths.below(policy.hostPaths());
  }

  private String nodeName() {
    return settings.node().name();
  }

  /** Kubernetes refers to nodes in events by their name in place of the uid. */
  private ObjectReference self() {
    return ObjectReferenceBuilder.builder()
        .apiVersion("v1")
        .kind("Node")
        .name(nodeName())
        .uid(nodeName())
        .build();
  }

  private static String addressOf(Node node) {
    return node.status().addresses().stream()
        .filter(address -> "InternalIP".equals(address.type()))
        .map(NodeAddress::address)
        .findFirst()
        .orElse("127.0.0.1");
  }
}
