package io.kubelette.proxy.nio;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One of a kind for each loop, made when the loop first asks.
 *
 * <p>Thread-safe: each loop makes and uses its own; others only read what is there.
 */
final class PerLoop<T> {

  private final AtomicReferenceArray<@Nullable T> parts;
  private final Supplier<T> maker;

  PerLoop(int loops, Supplier<T> maker) {
    this.parts = new AtomicReferenceArray<>(loops);
    this.maker = maker;
  }

  /** The loop's own; called on that loop. */
  T of(ProxyLoop loop) {
    T part = parts.get(loop.index());
    if (part == null) {
      part = maker.get();
      parts.set(loop.index(), part);
    }
    return part;
  }

  /** The loop's own, if it has asked before. */
  @Nullable T known(ProxyLoop loop) {
    return parts.get(loop.index());
  }

  /** Those that are there. */
  List<T> all() {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < parts.length(); i++) {
      T part = parts.get(i);
      if (part != null) {
        all.add(part);
      }
    }
    return all;
  }
}
