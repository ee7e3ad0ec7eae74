package io.kubelette.api.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends connections that keep the server waiting: for the rest of a request, or for another one.
 *
 * <pre>
 *   IDLE ──► first bytes ──► RECEIVING ──► whole request ──► BUSY ──► answered ──► IDLE
 * </pre>
 *
 * <p>Owned by the channel's event loop.
 */
final class Patience extends ChannelInboundHandlerAdapter {

  private enum State {
    IDLE,
    RECEIVING,
    BUSY
  }

  private final HttpLimits limits;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Future<?> end;
  private State state = State.RECEIVING;

  Patience(HttpLimits limits) {
    this.limits = limits;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    closeIn(limits.requestTimeout());
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    busy();
    context = null;
  }

  @Override
  public void channelRead(ChannelHandlerContext reading, Object message) {
    boolean begins = state == State.IDLE;
    if (begins) {
      state = State.RECEIVING;
      cancel();
    }
    reading.fireChannelRead(message);
    // Nearly every request is there by now, and many are answered.
    if (begins && state == State.RECEIVING) {
      closeIn(limits.requestTimeout());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext closed) {
    cancel();
    closed.fireChannelInactive();
  }

  /** A request is complete: it may take as long as it takes. */
  void busy() {
    state = State.BUSY;
    cancel();
  }

  /** It is answered. */
  void idle() {
    state = State.IDLE;
    closeIn(limits.idleTimeout());
  }

  private void closeIn(Duration time) {
    cancel();
    ChannelHandlerContext known = context;
    if (known != null) {
      end = known.executor().schedule(() -> known.close(), time.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void cancel() {
    if (end != null) {
      end.cancel(false);
      end = null;
    }
  }
}
