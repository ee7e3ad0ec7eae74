package io.kubelette.pod;

import io.kubelette.api.ImageProgress;
import io.kubelette.loop.Clock;
import io.kubelette.loop.IoPool;
import io.kubelette.loop.NarrowPool;
import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.PullProgress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pulls of all pods of a node: the line in which they wait, how often they may begin, and who
 * hears how they go on.
 *
 * <p>Thread-safe because the tokens are guarded by {@code this}, and the listeners are a concurrent
 * list.
 */
final class Pulls {

  private static final Logger LOG = LoggerFactory.getLogger(Pulls.class);
  private static final double NANOS = 1e9;

  private final IoPool line;
  private final PullConfig config;
  private final Clock clock;
  private final List<Consumer<ImageProgress>> listeners = new CopyOnWriteArrayList<>();
  private double tokens;
  private long countedAt;

  Pulls(PullConfig config, IoPool pool, Clock clock) {
    this.line = NarrowPool.over(pool, config.parallel());
    this.config = config;
    this.clock = clock;
    this.tokens = config.burst();
    this.countedAt = clock.nanoTime();
  }

  /** Where pulls run. */
  IoPool line() {
    return line;
  }

  /** Whether another pull may begin now; if so, it counts. */
  synchronized boolean mayBegin() {
    if (config.perSecond() == 0) {
      return true;
    }
    long now = clock.nanoTime();
    double earned = (now - countedAt) / NANOS * config.perSecond();
    tokens = Math.min(config.burst(), tokens + earned);
    countedAt = now;
    boolean may = tokens >= 1;
    tokens -= may ? 1 : 0;
    return may;
  }

  /** Whoever listens hears of every pull of the node. */
  ContainerRuntime.Subscription listen(Consumer<ImageProgress> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** What hears how the pull of that image goes on. */
  PullProgress progressOf(String image) {
    return state -> tell(new ImageProgress(image, ImageProgress.Phase.PULLING, state));
  }

  /** A listener that fails does not fail the pull. */
  void tell(ImageProgress progress) {
    for (Consumer<ImageProgress> listener : listeners) {
      try {
        listener.accept(progress);
      } catch (RuntimeException failure) {
        LOG.warn("image={} a listener of its pull failed", progress.image(), failure);
      }
    }
  }
}
