package io.kubelette.proxy.nio;

import io.kubelette.service.Faults;
import io.kubelette.service.RouteSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection and the endpoint's.
 *
 * <pre>
 *               an endpoint            one direction          the other one
 *               answers                is over                is over, or the time is
 *   CONNECTING ───────────────► OPEN ───────────────► HALF_CLOSED ───────────────► CLOSED
 *       │ none does: client reset │ both at once, or a time is over                  ▲
 *       └─────────────────────────┴──────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>A direction that ends regularly is told to the other side as such, and the reverse direction
 * goes on. One that is cut (reset, failed write) ends the session with a reset on both sides, once
 * what was read before is written. Owned by: one proxy loop, for all of its life.
 */
final class TcpSession extends Attached implements Dialer.Caller, SessionWatch.Watched {

  enum State {
    CONNECTING,
    OPEN,
    HALF_CLOSED,
    CLOSED
  }

  /** The two halves, from the moment an endpoint answered. */
  record Halves(Leg server, HalfPipe up, HalfPipe down, SessionWatch watch) {}

  private final ProxyLoop loop;
  private final Leg client;
  private final PortState port;
  private final Traffic service;
  private Traffic endpoint;
  private State state = State.CONNECTING;
  private @Nullable Halves halves;
  private @Nullable Slowness slowness;

  private TcpSession(ProxyLoop loop, SocketChannel channel, PortState port) {
    this.loop = loop;
    this.client = new Leg(this, channel, null);
    this.port = port;
    this.service = port.traffic().of(loop);
    this.endpoint = service;
  }

  /** Takes over a connection that was admitted, on its loop, and dials for it. */
  static void start(ProxyLoop loop, SocketChannel channel, PortEntry route) {
    TcpSession session = new TcpSession(loop, channel, route.port());
    session.service.opened++;
    Faults faults = route.port().rules().settings().faults();
    try {
      if (hits(faults.reset())) {
        session.abandon();
        return;
      }
      if (hits(faults.drop())) {
        session.ignore();
        return;
      }
      InetSocketAddress client = (InetSocketAddress) channel.getRemoteAddress();
      DialPlan plan =
          new DialPlan(route.backends(), route.port().dialTimeouts(), client.getAddress());
      new Dialer(loop, plan, session).dial();
    } catch (IOException gone) {
      session.abandon();
    } catch (RuntimeException | Error failure) {
      session.abandon();
      throw failure;
    }
  }

  @Override
  public void connected(Share target, SocketChannel channel, @Nullable SelectionKey key) {
    attach(target);
    endpoint = target.traffic();
    endpoint.opened++;
    Leg server = new Leg(this, channel, key);
    HalfPipe up = new HalfPipe(client, server, loop.overflow());
    HalfPipe down = new HalfPipe(server, client, loop.overflow());
    SessionWatch watch = new SessionWatch(loop, this, port);
    halves = new Halves(server, up, down, watch);
    state = State.OPEN;
    slowDown(up, down);
    watch.begin();
    try {
      introduce(server);
      // Most clients have spoken by now.
      pump(halves, true);
      settle(halves);
    } catch (IOException broken) {
      abandon();
    } catch (RuntimeException | Error failure) {
      abandon();
      throw failure;
    }
  }

  @Override
  public void unserved() {
    service.failures++;
    abandon();
  }

  /** Acts on what a leg is ready for. */
  void ready(Leg leg, int operations) {
    Halves both = halves;
    if (both == null && state == State.CONNECTING) {
      ignore();
    }
    if (both == null || state == State.CLOSED) {
      return;
    }
    boolean fromClient = leg == client;
    if ((operations & SelectionKey.OP_WRITE) != 0) {
      (fromClient ? both.down : both.up).flush();
    }
    if ((operations & SelectionKey.OP_READ) != 0) {
      pump(both, fromClient);
    }
    both.watch.moved();
    settle(both);
  }

  /** Ends the session with a reset on both sides. May be called twice. */
  @Override
  public void abandon() {
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

  @Override
  public void keepAlive() {
    Halves both = halves;
    if (both != null) {
      Channels.keepAlive(client.channel(), port.tcp().keepAlive());
      Channels.keepAlive(both.server.channel(), port.tcp().keepAlive());
    }
  }

  @Override
  public long progress() {
    Halves both = halves;
    if (both == null || !(both.up.wantsWrite() || both.down.wantsWrite())) {
      return -1;
    }
    return both.up.flushed() + both.down.flushed();
  }

  @Override
  void endpointLeft(long delay) {
    Halves both = halves;
    if (delay == 0) {
      abandon();
    } else if (delay > 0 && both != null) {
      both.watch.endAfter(delay);
    }
  }

  private void pump(Halves both, boolean fromClient) {
    HalfPipe pipe = fromClient ? both.up : both.down;
    if (!pipe.wantsRead()) {
      return;
    }
    Slowness slow = slowness;
    int count =
        slow == null ? pipe.pump(loop.scratch()) : (fromClient ? slow.up() : slow.down()).pump();
    if (fromClient) {
      loop.counters().bytesUp += count;
      service.bytesUp += count;
      endpoint.bytesUp += count;
    } else {
      loop.counters().bytesDown += count;
      service.bytesDown += count;
      endpoint.bytesDown += count;
    }
  }

  private static boolean hits(double share) {
    return share > 0 && ThreadLocalRandom.current().nextDouble() < share;
  }

  private void slowDown(HalfPipe up, HalfPipe down) {
    Faults faults = port.rules().settings().faults();
    if (faults.slowDown()) {
      slowness =
          new Slowness(
              new Pace(loop, up, faults, () -> goOn(up)),
              new Pace(loop, down, faults, () -> goOn(down)));
    }
  }

  private void goOn(HalfPipe pipe) {
    Halves both = halves;
    if (both != null && state != State.CLOSED) {
      pipe.flush();
      settle(both);
    }
  }

  /** A connection that is to be ignored: what comes is dropped, until the client gives up. */
  private void ignore() {
    try {
      if (client.read(loop.scratch().clear()) < 0) {
        abandon();
      } else {
        client.await(loop, SelectionKey.OP_READ);
      }
    } catch (IOException gone) {
      abandon();
    }
  }

  /** Tells the endpoint who the client is, before any byte of the client's. */
  private void introduce(Leg server) throws IOException {
    RouteSettings.ProxyHeader kind = port.rules().settings().proxyHeader();
    if (kind == RouteSettings.ProxyHeader.NONE) {
      return;
    }
    ByteBuffer header = ProxyHeaders.of(kind, client.channel());
    server.write(header);
    if (header.hasRemaining()) {
      throw new IOException("a fresh connection did not take the PROXY header");
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
    if (up.wantsWrite() || down.wantsWrite()) {
      both.watch.full();
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
    both.watch.endAfter(port.tcp().halfClosedTimeout().toNanos());
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
    service.ended++;
    port.admission().leave();
    Halves both = halves;
    if (both != null) {
      endpoint.ended++;
      both.watch.cancel();
      detach();
    }
    if (slowness != null) {
      slowness.cancel();
    }
  }
}
