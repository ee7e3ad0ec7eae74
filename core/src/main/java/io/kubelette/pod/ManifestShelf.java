package io.kubelette.pod;

import io.kubelette.model.Pod;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A place where manifests lie, to be read again and again. */
interface ManifestShelf extends AutoCloseable {

  /**
   * What lies there.
   *
   * @param pods by the name of their place, such as a file; each as its manifest has it
   * @param faults by the name of its place, why a manifest is not used; such a place keeps what it
   *     said before
   */
  record Content(Map<StaticPods.Origin, List<Pod>> pods, Map<StaticPods.Origin, String> faults) {}

  /** How the logs name it. */
  String name();

  /** How often it is read though nothing tells of a change. */
  Duration poll();

  /** Reads all of it; called on the I/O pool, by one thread at a time. */
  Content read() throws IOException;

  /** Has the task run, on any thread, whenever something may have changed, if it can tell. */
  default void watch(Runnable onChange) {}

  /** Ends what {@link #watch} began. May be called twice. */
  @Override
  default void close() {}
}
