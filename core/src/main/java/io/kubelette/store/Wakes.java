package io.kubelette.store;

import io.kubelette.loop.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches that have news. They are told once the store's lock is free, since whoever wakes up asks
 * for it at once; and those of one loop together, so that it wakes up once.
 *
 * <p>Owned by: the thread that writes.
 */
final class Wakes {

  private static final Logger LOG = LoggerFactory.getLogger(Wakes.class);

  private final Map<EventLoop, List<Runnable>> tasks = new LinkedHashMap<>();

  void add(EventLoop loop, Runnable task) {
    tasks.computeIfAbsent(loop, any -> new ArrayList<>()).add(task);
  }

  /**
   * Posts all tasks. Called outside of the lock; a loop that fails keeps no other from its news.
   */
  void post() {
    tasks.forEach(
        (loop, itsTasks) -> {
          try {
            loop.executeAll(itsTasks);
          } catch (RuntimeException failure) {
            LOG.error("a loop does not take the news of its watches", failure);
          }
        });
  }
}
