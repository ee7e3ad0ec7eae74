package io.kubelette.proxy.nio;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection and the endpoint's.
 *
 * <pre>
 *               an endpoint            one direction          the other one
 *               answers                is over                is over, or the time is
 *   CONNECTING ───────────────► OPEN ───────────────► HALF_CLOSED ───────────────► CLOSED
 *       │ none does: client reset │ both at once                                     ▲
 *       └─────────────────────────┴──────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>A direction that ends regularly is told to the other side as such, and the reverse direction
 * goes on. One that is cut (reset, failed write) ends the session with a reset on both sides, once
 * what was read before is written. Owned by: one proxy loop, for all of its life.
 */
final class TcpSession implements Dialer.Caller {

  enum State {
    CONNECTING,
    OPEN,
    HALF_CLOSED,
    CLOSED
  }

  /** The two halves, from the moment an endpoint answered. */
  record Halves(Leg server, HalfPipe up, HalfPipe down) {}

  private final ProxyLoop loop;
  private final Leg client;
  private final Duration halfClosedTimeout;
  private State state = State.CONNECTING;
  private @Nullable Halves halves;
  private @Nullable WheelTimer halfClosed;

  private TcpSession(ProxyLoop loop, SocketChannel channel, Duration halfClosedTimeout) {
    this.loop = loop;
    this.client = new Leg(this, channel, null);
    this.halfClosedTimeout = halfClosedTimeout;
  }

  /** Takes a connection over, on its loop, and dials for it. */
  static void start(ProxyLoop loop, SocketChannel channel, TcpRoute route) {
    TcpSession session = new TcpSession(loop, channel, route.settings().halfClosedTimeout());
    try {
      new Dialer(loop, route.newPlan(), session).dial();
    } catch (RuntimeException | Error failure) {
      session.abandon();
      throw failure;
    }
  }

  @Override
  public void connected(SocketChannel channel, @Nullable SelectionKey key) {
    Leg server = new Leg(this, channel, key);
    HalfPipe up = new HalfPipe(client, server, loop.overflow());
    HalfPipe down = new HalfPipe(server, client, loop.overflow());
    halves = new Halves(server, up, down);
    state = State.OPEN;
    try {
      // Most clients have spoken by now.
      loop.counters().bytesUp += up.pump(loop.scratch());
      settle(halves);
    } catch (RuntimeException | Error failure) {
      abandon();
      throw failure;
    }
  }

  @Override
  public void unserved() {
    abandon();
  }

  /** Acts on what a leg is ready for. */
  void ready(Leg leg, int operations) {
    Halves both = halves;
    if (both == null || state == State.CLOSED) {
      return;
    }
    boolean fromClient = leg == client;
    HalfPipe outgoing = fromClient ? both.up : both.down;
    HalfPipe incoming = fromClient ? both.down : both.up;
    if ((operations & SelectionKey.OP_WRITE) != 0) {
      incoming.flush();
    }
    if ((operations & SelectionKey.OP_READ) != 0 && outgoing.wantsRead()) {
      int count = outgoing.pump(loop.scratch());
      if (fromClient) {
        loop.counters().bytesUp += count;
      } else {
        loop.counters().bytesDown += count;
      }
    }
    settle(both);
  }

  /** Ends the session with a reset on both sides. May be called twice. */
  void abandon() {
    if (state == State.CLOSED) {
      return;
    }
    Halves both = halves;
    closing();
    client.reset(loop);
    if (both != null) {
      both.up.breakSink();
      both.down.breakSink();
      both.server.reset(loop);
    }
  }

  private void settle(Halves both) {
    HalfPipe up = both.up;
    HalfPipe down = both.down;
    if (up.sourceFailed()) {
      down.breakSink();
    }
    if (down.sourceFailed()) {
      up.breakSink();
    }
    if (up.isOver() && down.isOver()) {
      close(both);
      return;
    }
    if (state == State.OPEN && (up.isOver() || down.isOver())) {
      halfClose(both);
    }
    client.await(loop, interest(up, down));
    both.server.await(loop, interest(down, up));
  }

  private static int interest(HalfPipe outgoing, HalfPipe incoming) {
    return (outgoing.wantsRead() ? SelectionKey.OP_READ : 0)
        | (incoming.wantsWrite() ? SelectionKey.OP_WRITE : 0);
  }

  private void halfClose(Halves both) {
    state = State.HALF_CLOSED;
    if (both.up.phase() == HalfPipe.Phase.FINISHED) {
      both.server.finish();
    }
    if (both.down.phase() == HalfPipe.Phase.FINISHED) {
      client.finish();
    }
    halfClosed = new WheelTimer(this::abandon);
    loop.setTimer(halfClosed, halfClosedTimeout.toNanos());
  }

  private void close(Halves both) {
    if (both.up.isCut() || both.down.isCut()) {
      abandon();
      return;
    }
    closing();
    client.close(loop);
    both.server.close(loop);
  }

  private void closing() {
    state = State.CLOSED;
    loop.counters().ended++;
    if (halfClosed != null) {
      halfClosed.cancel();
    }
  }
}
