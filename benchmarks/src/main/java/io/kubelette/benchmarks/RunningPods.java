package io.kubelette.benchmarks;

import io.kubelette.api.ApiServer;
import io.kubelette.api.Query;
import io.kubelette.loop.Clock;
import io.kubelette.loop.ThreadEventLoop;
import io.kubelette.model.Pod;
import io.kubelette.model.ResourceType;
import io.kubelette.store.StoreException;
import io.kubelette.store.WatchEvent;
import io.kubelette.store.WatchListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Creates pods and waits for them. Holds no state. */
public final class RunningPods {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private RunningPods() {}

  /**
   * Creates all pods and returns when the API shows the last one as {@code Running}.
   *
   * @return the seconds from before the first create until then
   */
  public static double secondsToRun(ApiServer api, List<Pod> pods) throws InterruptedException {
    return secondsUntil(pod -> "Running".equals(pod.status().phase()), api, pods);
  }

  /**
   * Creates all pods and returns when the API shows each of them so.
   *
   * @return the seconds from before the first create until then
   */
  public static double secondsUntil(Predicate<Pod> so, ApiServer api, List<Pod> pods)
      throws InterruptedException {
    CountDownLatch left = new CountDownLatch(pods.size());
    Query<Pod> running = Query.of(ResourceType.POD).where(so);
    try (ThreadEventLoop loop = ThreadEventLoop.named("benchmark")) {
      api.watch(running, api.revision(), loop, new Counter(left));
      long began = Clock.system().nanoTime();
      pods.forEach(api::create);
      if (!left.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException(left.getCount() + " pods do not run");
      }
      return (Clock.system().nanoTime() - began) / 1e9;
    }
  }

  /** Owned by: the watch's loop. */
  private record Counter(CountDownLatch left) implements WatchListener<Pod> {

    @Override
    public void changed(WatchEvent<Pod> event) {
      if (event.type() == WatchEvent.Type.ADDED) {
        left.countDown();
      }
    }

    @Override
    public void ended(StoreException reason) {
      throw reason;
    }
  }
}
