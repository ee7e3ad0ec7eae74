package io.kubelette.controller;

import io.kubelette.loop.Backoff;
import io.kubelette.loop.EventLoop;
import io.kubelette.loop.Landing;
import io.kubelette.loop.Trip;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on keys: each by one trip at a time, again if it was marked meanwhile, and again after a
 * growing delay if it failed.
 *
 * <p>Owned by: the loop of its route.
 *
 * @param <K> what is worked on
 */
final class Reconciler<K> {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
  private static final Backoff RETRY =
      Backoff.doubling(Duration.ofMillis(5), Duration.ofSeconds(30));

  /** What is to be done for a key: decided on the loop, done on the I/O pool. */
  @FunctionalInterface
  interface Work {

    /** Nothing is to be done; spares the trip. */
    Work NOTHING = () -> {};

    /** May block; any exception has it decided and done again later. */
    void run();
  }

  private final String name;
  private final Trip.Route route;
  private final Function<K, Work> decide;
  private final Set<K> dirty = new HashSet<>();
  private final Set<K> processing = new HashSet<>();
  private final Map<K, Duration> delays = new HashMap<>();
  private final Map<K, EventLoop.Timer> retries = new HashMap<>();
  private boolean closed;

  Reconciler(String name, Trip.Route route, Function<K, Work> decide) {
    this.name = name;
    this.route = route;
    this.decide = decide;
  }

  /** Something that the key depends on may have changed. */
  void mark(K key) {
    if (!closed && dirty.add(key) && !processing.contains(key)) {
      route.loop().execute(() -> begin(key));
    }
  }

  /** Begins nothing more. */
  void close() {
    closed = true;
    retries.values().forEach(EventLoop.Timer::cancel);
  }

  private void begin(K key) {
    if (closed || processing.contains(key) || !dirty.remove(key)) {
      return;
    }
    Work work = decided(key);
    if (work == Work.NOTHING) {
      delays.remove(key);
      return;
    }
    processing.add(key);
    Trip.begin(
        route,
        () -> {
          work.run();
          return key;
        },
        landing -> landed(key, landing));
  }

  /** A decision that fails counts as work that fails: the key would stay in processing for ever. */
  private Work decided(K key) {
    try {
      return decide.apply(key);
    } catch (RuntimeException failure) {
      return () -> {
        throw failure;
      };
    }
  }

  private void landed(K key, Landing<K> landing) {
    processing.remove(key);
    if (landing.failure().isPresent()) {
      retryLater(key, landing.failure().get());
    } else {
      delays.remove(key);
    }
    if (dirty.contains(key)) {
      begin(key);
    }
  }

  private void retryLater(K key, Throwable failure) {
    Duration delay = RETRY.after(delays.getOrDefault(key, Duration.ZERO));
    delays.put(key, delay);
    LOG.debug("controller={} key={} again in {}: {}", name, key, delay, failure.toString());
    EventLoop.Timer timer =
        route
            .loop()
            .schedule(
                delay,
                () -> {
                  retries.remove(key);
                  mark(key);
                });
    EventLoop.Timer before = retries.put(key, timer);
    if (before != null) {
      before.cancel();
    }
  }
}
