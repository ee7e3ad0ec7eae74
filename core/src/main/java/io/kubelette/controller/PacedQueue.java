package io.kubelette.controller;

import io.kubelette.loop.EventLoop;
import io.kubelette.loop.Pace;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keys that wait for their turns, which come at a pace: each once, in the order in which they came.
 *
 * <p>Owned by: its loop.
 *
 * @param <K> what waits
 */
final class PacedQueue<K> {

  private final EventLoop loop;
  private final Pace pace;
  private final Consumer<K> turn;
  private final Set<K> waiting = new LinkedHashSet<>();
  private EventLoop.@Nullable Timer next;
  private boolean closed;

  /**
   * An empty queue.
   *
   * @param turn called on the loop for each key whose turn it is
   */
  PacedQueue(EventLoop loop, Pace pace, Consumer<K> turn) {
    this.loop = loop;
    this.pace = pace;
    this.turn = turn;
  }

  /** Has the key wait, unless it does; its turn may be at once. */
  void add(K key) {
    if (!closed && waiting.add(key) && next == null) {
      giveTurns();
    }
  }

  /** The key needs no turn any more. */
  void remove(K key) {
    waiting.remove(key);
  }

  /** Gives no more turns. */
  void close() {
    closed = true;
    waiting.clear();
    if (next != null) {
      next.cancel();
    }
  }

  private void giveTurns() {
    next = null;
    while (!waiting.isEmpty()) {
      Duration wait = pace.take(loop.clock());
      if (!wait.isZero()) {
        next = loop.schedule(wait, this::giveTurns);
        return;
      }
      Iterator<K> first = waiting.iterator();
      K key = first.next();
      first.remove();
      turn.accept(key);
    }
  }
}
