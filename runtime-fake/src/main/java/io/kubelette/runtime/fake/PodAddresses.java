package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.LoopbackSlice;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The addresses of pods: from slices of loopback that are claimed as they are needed, or pretended
 * ones, which claim nothing and which nobody can bind.
 *
 * <p>An address that was given back is given out again as late as possible. Owned by the engine,
 * under whose monitor all methods are called.
 */
final class PodAddresses {

  /** Every runtime claims under one name, so a test that runs alone sees the same addresses. */
  private static final String CLAIMANT = "kubelette-fake-runtime";

  private static final int PER_SLICE = 254;
  private static final int PRETENDED = 254 * 256;

  private final String range;
  private final boolean pretended;
  private final List<LoopbackSlice> slices = new ArrayList<>();
  private final BitSet used = new BitSet();
  private int next;

  private PodAddresses(String range, boolean pretended) {
    this.range = range;
    this.pretended = pretended;
  }

  static PodAddresses claimedFrom(String range) {
    return new PodAddresses(range, false);
  }

  static PodAddresses pretended() {
    return new PodAddresses("10.244.0.0/16", true);
  }

  /** Whether nothing can be bound to them. */
  boolean isPretended() {
    return pretended;
  }

  /** Takes an index whose {@link #text} is the pod's own until it is released. */
  int take() {
    if (!slices.isEmpty() && slices.get(0).isShared()) {
      return 0;
    }
    int index = used.nextClearBit(next);
    if (index >= capacity()) {
      index = used.nextClearBit(0);
    }
    if (index >= capacity()) {
      grow();
    }
    used.set(index);
    next = index + 1;
    return index;
  }

  void release(int index) {
    used.clear(index);
  }

  String text(int index) {
    if (pretended) {
      return "10.244." + index / PER_SLICE + "." + (index % PER_SLICE + 1);
    }
    return slices.get(index / PER_SLICE).get(index % PER_SLICE).getHostAddress();
  }

  void close() {
    slices.forEach(LoopbackSlice::close);
    slices.clear();
  }

  private int capacity() {
    return pretended ? PRETENDED : slices.size() * PER_SLICE;
  }

  private void grow() {
    try {
      if (pretended) {
        throw new IllegalStateException("all " + PRETENDED + " addresses are taken");
      }
      slices.add(LoopbackSlice.claim(range, CLAIMANT));
    } catch (IllegalStateException | UncheckedIOException exhausted) {
      throw new ContainerRuntimeException(
          Kind.TRANSIENT, "no address is left for a pod: " + exhausted.getMessage(), exhausted);
    }
  }
}
