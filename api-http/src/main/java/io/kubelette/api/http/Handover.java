package io.kubelette.api.http;

import io.netty.channel.Channel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a connection's loop gives to a thread that waits for it; nothing if the connection
 * ends before.
 *
 * <p>Thread-safe because its state is guarded by this object.
 */
final class Handover<T> {

  private @Nullable T thing;
  private boolean over;

  Handover(Channel channel) {
    channel.closeFuture().addListener(closed -> end());
  }

  synchronized void give(T given) {
    thing = given;
    notifyAll();
  }

  private synchronized void end() {
    over = true;
    notifyAll();
  }

  synchronized Optional<T> take() {
    try {
      while (thing == null && !over) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return Optional.ofNullable(thing);
  }
}
