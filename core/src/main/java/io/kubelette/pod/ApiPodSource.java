package io.kubelette.pod;

import io.kubelette.api.ApiServer;
import io.kubelette.api.Informer;
import io.kubelette.api.InformerListener;
import io.kubelette.api.Query;
import io.kubelette.loop.EventLoop;
import io.kubelette.loop.Trip;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The source of pods that the API has assigned to a node. Mirrors of static pods are not among
 * them: what they show runs already.
 *
 * <p>Thread-safe because its state is guarded by {@code this}; what it tells belongs to its loop.
 */
public final class ApiPodSource implements PodSource {

  /**
   * Which pods, and when all of them have been told.
   *
   * @param nodeName the node whose pods they are
   * @param adoptionWindow how long after the API was first read all pods count as told: zero for an
   *     API whose store lasts, and time to apply the pods again for one that began empty
   */
  public record Scope(String nodeName, Duration adoptionWindow) {}

  private final ApiServer api;
  private final Scope scope;
  private final Trip.Route route;
  private @Nullable Informer<Pod> pods;
  private boolean closed;

  private ApiPodSource(ApiServer api, Scope scope, Trip.Route route) {
    this.api = api;
    this.scope = scope;
    this.route = route;
  }

  /**
   * A source that tells nothing before it is {@linkplain #follow followed}.
   *
   * @param route the loop on which the source lives, and where it reads the API
   */
  public static ApiPodSource of(ApiServer api, Scope scope, Trip.Route route) {
    return new ApiPodSource(api, scope, route);
  }

  @Override
  public synchronized void follow(Listener listener) {
    if (closed) {
      return;
    }
    Query<Pod> ofNode =
        Query.of(ResourceType.POD)
            .where(pod -> scope.nodeName().equals(pod.spec().nodeName()))
            .where(pod -> !StaticPods.isMirror(pod));
    pods =
        Informer.start(
            api, ofNode, route, new Teller(listener, scope.adoptionWindow(), route.loop()));
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (pods != null) {
      pods.close();
    }
  }

  /** Owned by: the source's loop. */
  private static final class Teller implements InformerListener<Pod> {

    private final Listener listener;
    private final Duration adoptionWindow;
    private final EventLoop loop;
    private final Map<String, Instant> seen = new HashMap<>();

    Teller(Listener listener, Duration adoptionWindow, EventLoop loop) {
      this.listener = listener;
      this.adoptionWindow = adoptionWindow;
      this.loop = loop;
    }

    @Override
    public void added(Pod pod) {
      listener.desire(marked(pod));
    }

    @Override
    public void modified(Pod before, Pod now) {
      listener.desire(marked(now));
    }

    @Override
    public void deleted(Pod last) {
      String uid = last.metadata().uid();
      if (uid != null) {
        seen.remove(uid);
        listener.release(uid);
      }
    }

    @Override
    public void synced() {
      loop.schedule(adoptionWindow, listener::synced);
    }

    /** Whatever its author wrote there: a pod of the API cannot pass for a static one. */
    private Pod marked(Pod pod) {
      Instant first =
          seen.computeIfAbsent(String.valueOf(pod.metadata().uid()), uid -> loop.clock().now());
      Map<String, String> annotations = new LinkedHashMap<>(pod.metadata().annotations());
      annotations.put(StaticPods.SOURCE, StaticPods.API);
      annotations.put(StaticPods.SEEN, first.toString());
      return pod.withMetadata(pod.metadata().withAnnotations(annotations));
    }
  }
}
