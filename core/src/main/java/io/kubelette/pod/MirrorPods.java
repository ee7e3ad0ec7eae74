package io.kubelette.pod;

import io.kubelette.api.ApiException;
import io.kubelette.api.ApiServer;
import io.kubelette.api.DeleteOptions;
import io.kubelette.api.Informer;
import io.kubelette.api.InformerListener;
import io.kubelette.api.Query;
import io.kubelette.loop.Landing;
import io.kubelette.loop.Trip;
import io.kubelette.model.Node;
import io.kubelette.model.ObjectMeta;
import io.kubelette.model.OwnerReferenceBuilder;
import io.kubelette.model.Pod;
import io.kubelette.model.PodKey;
import io.kubelette.model.PodStatus;
import io.kubelette.model.ResourceType;
import io.kubelette.runtime.PodIdentity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mirrors of a node's static pods: pods of the API that nobody runs, by which readers of the
 * API see what their node runs without it. A mirror that is deleted comes back; one whose static
 * pod is gone, or has another definition, is deleted.
 *
 * <p>Reports of static pods go to their mirrors, those of all others where they went before.
 *
 * <p>Thread-safe because what is known of static pods is in concurrent maps, each write to the API
 * says which state of the mirror it means, and whoever loses a race looks again.
 */
public final class MirrorPods implements PodReports, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MirrorPods.class);

  /** Kubernetes: mirrors are looked after with every sync of their pod. */
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final ApiServer api;
  private final String nodeName;
  private final PodReports others;
  private final Trip.Route route;
  private final Map<String, Pod> wanted = new ConcurrentHashMap<>();
  private final Map<String, PodStatus> statuses = new ConcurrentHashMap<>();
  private final Informer<Pod> mirrors;
  private final AtomicInteger silent = new AtomicInteger();
  private volatile boolean closed;

  private MirrorPods(ApiServer api, String nodeName, PodReports others, Trip.Route route) {
    this.api = api;
    this.nodeName = nodeName;
    this.others = others;
    this.route = route;
    Query<Pod> ofNode =
        Query.of(ResourceType.POD)
            .where(pod -> nodeName.equals(pod.spec().nodeName()) && StaticPods.isMirror(pod));
    this.mirrors = Informer.create(api, ofNode, route, InformerListener.each(this::onMirror));
  }

  /**
   * Mirrors that are looked after from {@link #start} on.
   *
   * @param others where reports of pods go that are not static
   */
  public static MirrorPods create(
      ApiServer api, String nodeName, PodReports others, Trip.Route route) {
    return new MirrorPods(api, nodeName, others, route);
  }

  /** The same source, whose pods have mirrors; called before {@link #start}. */
  public PodSource mirrored(PodSource source) {
    silent.incrementAndGet();
    return new Mirrored(source);
  }

  /**
   * Begins to look after the node's mirrors. Those of pods that no source names are deleted once
   * every source has spoken. Called once.
   */
  public void start() {
    mirrors.follow();
  }

  private boolean allTold() {
    return silent.get() == 0;
  }

  @Override
  public Receipt write(PodIdentity pod, PodStatus status) {
    if (!wanted.containsKey(pod.uid())) {
      return others.write(pod, status);
    }
    statuses.put(pod.uid(), status);
    show(PodKey.of(pod.namespace(), pod.name()));
    return Receipt.TAKEN;
  }

  /** A static pod is in no API; its mirror goes with its manifest. */
  @Override
  public Receipt delete(PodIdentity pod) {
    return wanted.containsKey(pod.uid()) ? Receipt.TAKEN : others.delete(pod);
  }

  @Override
  public void event(PodIdentity pod, Event event) {
    others.event(pod, event);
  }

  @Override
  public void nodeEvent(String reason, String message) {
    others.nodeEvent(reason, message);
  }

  @Override
  public void close() {
    closed = true;
    mirrors.close();
  }

  private void onMirror(Pod mirror) {
    PodKey key = PodKey.of(mirror);
    Optional<Pod> present = mirrors.find(key.namespace(), key.name());
    Optional<Pod> original = original(key);
    boolean good =
        present.isPresent()
            ? original.map(pod -> shows(present.get(), pod)).orElse(!allTold())
            : original.isEmpty();
    if (!good) {
      look(key);
    }
  }

  private void look(PodKey key) {
    route
        .loop()
        .execute(
            () ->
                Trip.begin(
                    route,
                    () -> {
                      show(key);
                      return key;
                    },
                    landing -> landed(key, landing)));
  }

  private void landed(PodKey key, Landing<PodKey> landing) {
    if (landing.failure().isPresent() && !closed) {
      LOG.debug("mirror={} is looked after later", key, landing.failure().get());
      route.loop().schedule(RETRY, () -> look(key));
    }
  }

  /** Makes the mirror of that name be as its static pod is, or be gone. On the I/O pool. */
  private void show(PodKey key) {
    if (closed) {
      return;
    }
    Optional<Pod> original = original(key);
    Optional<Pod> present = api.find(ResourceType.POD, key.namespace(), key.name());
    if (present.isPresent() && !StaticPods.isMirror(present.get())) {
      LOG.debug("mirror={} cannot be made: another pod bears its name", key);
      return;
    }
    boolean good = present.isPresent() && original.isPresent();
    if (good && shows(present.get(), original.get())) {
      tell(present.get(), original.get());
      return;
    }
    if (present.isPresent() && (original.isPresent() || allTold())) {
      remove(present.get());
    }
    original.flatMap(this::create).ifPresent(mirror -> tell(mirror, original.get()));
  }

  private void remove(Pod mirror) {
    PodKey key = PodKey.of(mirror);
    String uid = String.valueOf(mirror.metadata().uid());
    try {
      api.delete(ResourceType.POD, key.namespace(), key.name(), DeleteOptions.now().ifUid(uid));
    } catch (ApiException answer) {
      if (answer.kind() != ApiException.Kind.NOT_FOUND) {
        throw answer;
      }
    }
  }

  /** The new mirror; none where its node is not there, or where the API would not have it. */
  private Optional<Pod> create(Pod original) {
    Optional<Node> node =
        api.find(ResourceType.NODE, "", nodeName)
            .filter(present -> present.metadata().deletionTimestamp() == null);
    if (node.isEmpty() || StaticPods.refersToTheApi(original)) {
      return Optional.empty();
    }
    try {
      return Optional.of(api.create(mirrorOf(original, node.get())));
    } catch (ApiException answer) {
      if (answer.kind() == ApiException.Kind.UNAVAILABLE) {
        throw answer;
      }
      LOG.warn("mirror={} is not made: {}", PodKey.of(original), answer.getMessage());
      return Optional.empty();
    }
  }

  private static Pod mirrorOf(Pod original, Node node) {
    ObjectMeta own = original.metadata();
    Map<String, String> annotations = new LinkedHashMap<>(own.annotations());
    annotations.put(StaticPods.MIRROR, hash(original));
    ObjectMeta metadata =
        own.withUid(null)
            .withAnnotations(annotations)
            .withOwnerReferences(
                List.of(
                    OwnerReferenceBuilder.builder()
                        .apiVersion(node.apiVersion())
                        .kind(node.kind())
                        .name(node.metadata().name())
                        .uid(node.metadata().uid())
                        .controller(true)
                        .build()));
    return original.withMetadata(metadata);
  }

  private void tell(Pod mirror, Pod original) {
    PodStatus status = statuses.get(String.valueOf(original.metadata().uid()));
    if (status != null) {
      PodKey key = PodKey.of(mirror);
      String uid = String.valueOf(mirror.metadata().uid());
      others.write(new PodIdentity("", uid, key.namespace(), key.name()), status);
    }
  }

  private Optional<Pod> original(PodKey key) {
    return wanted.values().stream().filter(pod -> PodKey.of(pod).equals(key)).findFirst();
  }

  private static boolean shows(Pod mirror, Pod original) {
    return mirror.metadata().deletionTimestamp() == null
        && Objects.equals(mirror.metadata().annotations().get(StaticPods.MIRROR), hash(original));
  }

  private static String hash(Pod original) {
    return String.valueOf(original.metadata().annotations().get(StaticPods.HASH));
  }

  /** A source whose pods are shown. */
  private final class Mirrored implements PodSource {

    private final PodSource source;

    Mirrored(PodSource source) {
      this.source = source;
    }

    @Override
    public void follow(Listener listener) {
      source.follow(
          new Listener() {
            @Override
            public void desire(Pod pod) {
              wanted.put(String.valueOf(pod.metadata().uid()), pod);
              look(PodKey.of(pod));
              listener.desire(pod);
            }

            @Override
            public void release(String podUid) {
              Pod gone = wanted.remove(podUid);
              statuses.remove(podUid);
              if (gone != null) {
                look(PodKey.of(gone));
              }
              listener.release(podUid);
            }

            @Override
            public void synced() {
              if (silent.decrementAndGet() == 0) {
                route.loop().execute(() -> mirrors.all().forEach(MirrorPods.this::onMirror));
              }
              listener.synced();
            }
          });
    }

    @Override
    public void close() {
      source.close();
    }
  }
}
