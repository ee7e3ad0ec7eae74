package io.kubelette.pod;

import io.kubelette.api.ApiServer;
import io.kubelette.api.Informer;
import io.kubelette.api.InformerListener;
import io.kubelette.api.Query;
import io.kubelette.loop.Trip;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;

/**
 * The source of pods that the API has assigned to a node.
 *
 * <p>Thread-safe because it only starts and closes an informer, which is.
 */
public final class ApiPodSource implements AutoCloseable {

  private final Informer<Pod> pods;

  private ApiPodSource(Informer<Pod> pods) {
    this.pods = pods;
  }

  /**
   * Begins to tell the manager of the node's pods, and says {@link PodManager#sourcesReady} once it
   * has told all that are there.
   *
   * @param route the loop on which the source lives, and where it reads the API
   */
  public static ApiPodSource start(
      ApiServer api, String nodeName, PodManager manager, Trip.Route route) {
    Query<Pod> ofNode =
        Query.of(ResourceType.POD).where(pod -> nodeName.equals(pod.spec().nodeName()));
    return new ApiPodSource(Informer.start(api, ofNode, route, new Teller(manager)));
  }

  @Override
  public void close() {
    pods.close();
  }

  private record Teller(PodManager manager) implements InformerListener<Pod> {

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
      manager.sourcesReady();
    }
  }
}
