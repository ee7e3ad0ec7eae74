package io.kubelette.proxy.nio;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What a change of the table waits for.
 *
 * <p>Owned by: the control, under the proxy's lock.
 */
final class Progress {

  private final List<CompletableFuture<Void>> freeing = new ArrayList<>();
  private final List<CompletableFuture<Void>> switching = new ArrayList<>();

  /** An address is being let go of: others may want it. */
  void frees(CompletableFuture<Void> address) {
    freeing.add(address);
    switching.add(address);
  }

  /** A loop is following. */
  void switches(CompletableFuture<Void> loop) {
    switching.add(loop);
  }

  CompletableFuture<Void> addressesFree() {
    return ServedEntrance.all(freeing);
  }

  CompletableFuture<Void> loopsSwitched() {
    return ServedEntrance.all(switching);
  }
}
