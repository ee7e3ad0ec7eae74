package io.kubelette.pod;

import io.kubelette.model.Pod;

/**
 * Where a node hears which pods it is to run: the API, a directory, a URL.
 *
 * <p>{@link #follow} is called once. All methods may be called from any thread and none blocks.
 */
public interface PodSource extends AutoCloseable {

  /** Begins to tell. */
  void follow(Listener listener);

  /** Tells nothing more. May be called twice. */
  @Override
  void close();

  /**
   * Who is told. Its methods are called in order, on a loop of the source, and do not block.
   *
   * <p>A pod that is told is annotated with its source, {@code kubernetes.io/config.source}, and
   * with when it was first seen.
   */
  interface Listener {

    /** A pod is to run as given; for one uid the latest call counts. */
    void desire(Pod pod);

    /** The pod of this uid is no longer to run. */
    void release(String podUid);

    /** All pods that there were at the start have been told; called once. */
    void synced();
  }
}
