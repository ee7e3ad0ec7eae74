package io.kubelette.guard.bad;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/** Everything that must not be done, each in a method of its own. */
final class ClockHelper {

  static int calls;
  static final ArrayList<String> SEEN = new ArrayList<>();
  static final List<String> CONSTANTS = List.of("fine");
  private static final byte[] PRIVATE_BYTES = {1};
  public int open;
  public final int closed = PRIVATE_BYTES[0];

  void sleeps() throws InterruptedException {
    Thread.sleep(1);
  }

  Instant now() {
    return Instant.now();
  }

  LongSupplier clockByReference() {
    return System::nanoTime;
  }

  Thread thread() {
    return new Thread(() -> {});
  }

  ExecutorService pool() {
    return Executors.newCachedThreadPool();
  }

  CompletableFuture<Void> common() {
    return CompletableFuture.runAsync(() -> {});
  }

  CompletableFuture<Void> onOwnPool(Executor executor) {
    return CompletableFuture.runAsync(() -> {}, executor);
  }

  String property() {
    return System.getProperty("kubelette.secret.switch");
  }
}
