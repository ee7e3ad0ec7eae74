package io.kubelette.pod;

import io.kubelette.runtime.ContainerRuntime;
import io.kubelette.runtime.RuntimeEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subscription to a runtime's events, made when the runtime first answers.
 *
 * <p>Thread-safe: {@code this} guards the subscription, which the I/O pool opens and anyone closes.
 */
final class RuntimeWatch implements AutoCloseable {

  private final ContainerRuntime runtime;
  private final String owner;
  private final Consumer<RuntimeEvent> listener;
  private ContainerRuntime.@Nullable Subscription subscription;
  private boolean closed;

  RuntimeWatch(ContainerRuntime runtime, String owner, Consumer<RuntimeEvent> listener) {
    this.runtime = runtime;
    this.owner = owner;
    this.listener = listener;
  }

  /** Subscribes unless that was done. May block, so it is called on the I/O pool. */
  synchronized void ensure() {
    if (subscription == null && !closed) {
      subscription = runtime.watch(owner, listener);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (subscription != null) {
      subscription.close();
      subscription = null;
    }
  }
}
