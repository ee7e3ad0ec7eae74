package io.kubelette.pod;

import io.kubelette.model.Pod;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sources of one node, merged: the manager is told of each pod, and once every source has
 * spoken, that all have. Before that nothing is ended that no source has named.
 *
 * <p>Thread-safe because it only counts, atomically.
 */
public final class PodSources implements AutoCloseable {

  private final PodManager manager;
  private final List<PodSource> sources;
  private final AtomicInteger silent;

  private PodSources(PodManager manager, List<PodSource> sources) {
    this.manager = manager;
    this.sources = List.copyOf(sources);
    this.silent = new AtomicInteger(sources.size());
  }

  /** Begins to tell the manager; the sources are closed with this. */
  public static PodSources start(PodManager manager, List<PodSource> sources) {
    PodSources all = new PodSources(manager, sources);
    if (sources.isEmpty()) {
      manager.sourcesReady();
    }
    sources.forEach(source -> source.follow(all.new Teller()));
    return all;
  }

  @Override
  public void close() {
    sources.forEach(PodSource::close);
  }

  private final class Teller implements PodSource.Listener {

    @Override
    public void desire(Pod pod) {
      manager.desire(pod);
    }

    @Override
    public void release(String podUid) {
      manager.release(podUid);
    }

    @Override
    public void synced() {
      if (silent.decrementAndGet() == 0) {
        manager.sourcesReady();
      }
    }
  }
}
