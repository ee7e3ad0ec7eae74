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

/**
 * The source of pods that the API has assigned to a node.
 *
 * <p>Thread-safe because it only starts and closes an informer, which is.
 */
public final class ApiPodSource implements AutoCloseable {

  /**
   * Which pods, and when all of them have been told.
   *
   * @param nodeName the node whose pods they are
   * @param adoptionWindow how long after the API was first read all pods count as told: zero for an
   *     API whose store lasts, and time to apply the pods again for one that began empty
   */
  public record Scope(String nodeName, Duration adoptionWindow) {}

  private final Informer<Pod> pods;

  private ApiPodSource(Informer<Pod> pods) {
    this.pods = pods;
  }

  /**
   * Begins to tell the manager of the node's pods, and says {@link PodManager#sourcesReady} some
   * time after it has told all that are there.
   *
   * @param route the loop on which the source lives, and where it reads the API
   */
  public static ApiPodSource start(
      ApiServer api, PodManager manager, Scope scope, Trip.Route route) {
    Query<Pod> ofNode =
        Query.of(ResourceType.POD).where(pod -> scope.nodeName().equals(pod.spec().nodeName()));
    Teller teller = new Teller(manager, scope.adoptionWindow(), route.loop());
    return new ApiPodSource(Informer.start(api, ofNode, route, teller));
  }

  @Override
  public void close() {
    pods.close();
  }

  private record Teller(PodManager manager, Duration adoptionWindow, EventLoop loop)
      implements InformerListener<Pod> {

    @Override
    public void added(Pod pod) {
      manager.desire(pod);
    }

    @Override
    public void modified(Pod before, Pod now) {
      manager.desire(now);
    }

    @Override
    public void deleted(Pod last) {
      String uid = last.metadata().uid();
      if (uid != null) {
        manager.release(uid);
      }
    }

    @Override
    public void synced() {
      loop.schedule(adoptionWindow, manager::sourcesReady);
    }
  }
}
