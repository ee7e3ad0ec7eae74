package io.kubelette.api;

import io.kubelette.loop.Clock;
import io.kubelette.model.KubernetesObject;
import io.kubelette.model.ResourceType;
import io.kubelette.store.StoreException;
import io.kubelette.store.Watch;
import io.kubelette.store.WatchEvent;
import io.kubelette.store.WatchListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One wait for an expectation. The waiting thread is its own event loop: changes wake it, and it
 * looks again. Used once, by one thread.
 */
final class Await {

  private final ApiServer api;
  private final Clock clock;
  private final Expectation expectation;
  private final CallerLoop loop;
  private final List<Watch> watches = new ArrayList<>();

  Await(ApiServer api, Clock clock, Expectation expectation) {
    this.api = api;
    this.clock = clock;
    this.expectation = expectation;
    this.loop = new CallerLoop(clock);
  }

  void within(Duration timeout) {
    long end = clock.nanoTime() + timeout.toNanos();
    try {
      expectation.concerns().forEach(this::follow);
      boolean late = false;
      Optional<String> missing = expectation.missing(api);
      while (missing.isPresent()) {
        if (late) {
          throw new ApiException(
              ApiException.Kind.TIMEOUT, "after " + spoken(timeout) + ": " + missing.get());
        }
        late = !loop.runNext(Duration.ofNanos(end - clock.nanoTime()));
        missing = expectation.missing(api);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ApiException(
          ApiException.Kind.UNAVAILABLE, "interrupted while it waited: " + expectation);
    } finally {
      watches.forEach(Watch::close);
      loop.close();
    }
  }

  private <T extends KubernetesObject> void follow(ResourceType<T> type) {
    watches.add(
        api.watch(
            Query.of(type),
            api.revision(),
            loop,
            new WatchListener<T>() {
              @Override
              public void changed(WatchEvent<T> event) {}

              @Override
              public void ended(StoreException reason) {
                if (reason.kind() != StoreException.Kind.COMPACTED) {
                  throw StoreAnswers.about(type, "", reason);
                }
                follow(type);
              }
            }));
  }

  private static String spoken(Duration timeout) {
    return timeout.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
