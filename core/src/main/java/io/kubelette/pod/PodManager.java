package io.kubelette.pod;

import io.kubelette.api.ImageProgress;
import io.kubelette.model.Pod;
import io.kubelette.runtime.ContainerRuntime;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Runs the pods that it is told to run, until it is told otherwise.
 *
 * <p>Sources say what should be; the manager makes it so, keeps it so, and publishes each pod's
 * status. Containers outlive the manager: the next one with the same owner adopts them. All methods
 * may be called from any thread, none blocks but {@link #close()}.
 */
public interface PodManager extends AutoCloseable {

  /**
   * Says what a pod should be; for one uid the latest call wins. A pod with a {@code
   * deletionTimestamp} is ended in its grace period and then deleted from the API. One that is
   * named again while it is being ended starts anew when that is over.
   */
  void desire(Pod pod);

  /** Says that no source wants the pod of this uid any longer: it is ended and removed. */
  void release(String podUid);

  /**
   * Forgets how often the pod has failed: what waits for its crash or image back-off is tried at
   * once, and the next wait is the shortest again. Nothing happens if there is no such pod.
   */
  void resetBackoff(String podUid);

  /**
   * Tells the listener, until the subscription is closed, how the pulls of the node's pods go on.
   * It is called from the pulling threads and must not block.
   */
  default ContainerRuntime.Subscription watchPulls(Consumer<ImageProgress> listener) {
    return () -> {};
  }

  /**
   * Says that every source has told all its pods once. Until then nothing is ended that no source
   * has named: after a restart, a source may be late to name what already runs.
   */
  void sourcesReady();

  /**
   * Ends a container of a pod within the pod's grace period, with its hook; then its restart policy
   * decides. Nothing happens if there is no such pod, or no such container in it.
   */
  void endContainer(String podUid, String containerId);

  /**
   * Ends all containers of a pod within its grace period and removes them; what follows is as if
   * the runtime had lost them. Nothing happens if there is no such pod.
   */
  void removeContainers(String podUid);

  /**
   * Ends and removes every pod of this node, as if all were released at once, and takes no new
   * ones. The stage completes when nothing is left in the runtime.
   */
  CompletionStage<Void> drain();

  /** Stops managing; what runs goes on running. May be called twice. */
  @Override
  void close();
}
