package io.kubelette.proxy.nio;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds an endpoint for a connection, without ever waiting on the loop.
 *
 * <pre>
 *   dial ─► attempt ─► connected at once ──────────────► connected
 *              ▲   └─► in progress ── OP_CONNECT ──────►
 *              │            └── refused, timed out, removed from the route ─┐
 *              └──── another endpoint is left ──────────────────────────────┴──► unserved
 * </pre>
 *
 * <p>Owned by: the connection's loop.
 */
final class Dialer extends Attached implements ChannelHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);

  /** Who wants the connection; called once, never inside the dialer's constructor. */
  interface Caller {

    /** The channel is connected to the endpoint; the key is there if it is registered already. */
    void connected(Share endpoint, SocketChannel channel, @Nullable SelectionKey key);

    /** No endpoint answered. */
    void unserved();
  }

  private final ProxyLoop loop;
  private final DialPlan plan;
  private final Caller caller;
  private final WheelTimer timer = new WheelTimer(this::timedOut);
  private @Nullable SocketChannel channel;
  private @Nullable Backend backend;

  Dialer(ProxyLoop loop, DialPlan plan, Caller caller) {
    this.loop = loop;
    this.plan = plan;
    this.caller = caller;
  }

  void dial() {
    while (true) {
      Backend next = plan.next(loop.nanoTime());
      if (next == null) {
        loop.counters().unserved++;
        caller.unserved();
        return;
      }
      SocketChannel attempt = open(next);
      if (attempt == null) {
        loop.counters().unserved++;
        caller.unserved();
        return;
      }
      attach(next.shares().of(loop));
      if (attempt(attempt, next)) {
        return;
      }
    }
  }

  @Override
  public void ready(SelectionKey key) {
    SocketChannel dialed = channel;
    Backend target = backend;
    if (dialed == null || target == null) {
      return;
    }
    try {
      if (!dialed.finishConnect()) {
        return;
      }
      refuseItself(dialed, target.address());
    } catch (IOException failure) {
      giveUp(dialed);
      failed(target, failure);
      dial();
      return;
    }
    timer.cancel();
    channel = null;
    arrived(target, dialed, key);
  }

  /** An attempt that came through after its endpoint left would end where nobody may go. */
  @Override
  void endpointLeft(long delay) {
    SocketChannel dialed = channel;
    if (dialed != null) {
      giveUp(dialed);
      dial();
    }
  }

  @Override
  public void abandon() {
    SocketChannel dialed = channel;
    if (dialed != null) {
      giveUp(dialed);
      caller.unserved();
    }
  }

  private @Nullable SocketChannel open(Backend target) {
    try {
      return loop.gate().socketToDial(target.address());
    } catch (IOException | UnsupportedOperationException unavailable) {
      // No endpoint's fault: there is no descriptor, or no such address family on this machine.
      LOG.debug("no socket to dial {}: {}", target, unavailable.toString());
      return null;
    }
  }

  /** Whether the attempt goes on, or has succeeded. */
  private boolean attempt(SocketChannel attempt, Backend target) {
    try {
      attempt.configureBlocking(false);
      if (attempt.connect(target.address()) || attempt.finishConnect()) {
        refuseItself(attempt, target.address());
        arrived(target, attempt, null);
      } else {
        await(attempt, target);
      }
      return true;
    } catch (IOException failure) {
      detach();
      loop.retire(attempt);
      failed(target, failure);
      return false;
    }
  }

  private void arrived(Backend target, SocketChannel connected, @Nullable SelectionKey key) {
    detach();
    plan.reached(target, loop.nanoTime());
    caller.connected(target.shares().of(loop), connected, key);
  }

  /**
   * Where nobody listens on a port from which this machine also dials, the kernel may dial from
   * that very port, and the socket is then connected to itself.
   */
  static void refuseItself(SocketChannel connected, InetSocketAddress target) throws IOException {
    if (target.equals(connected.getLocalAddress())) {
      throw new ConnectException("connected to itself, so nobody listens on " + target);
    }
  }

  private void await(SocketChannel attempt, Backend target) throws ClosedChannelException {
    channel = attempt;
    backend = target;
    attempt.register(loop.selector(), SelectionKey.OP_CONNECT, this);
    loop.setTimer(timer, plan.timeoutNanos());
  }

  private void timedOut() {
    SocketChannel dialed = channel;
    Backend target = backend;
    if (dialed == null || target == null) {
      return;
    }
    giveUp(dialed);
    loop.counters().dialFailures++;
    target.shares().of(loop).traffic().failures++;
    target.failed(loop.nanoTime());
    plan.timedOut(target);
    dial();
  }

  private void failed(Backend target, IOException failure) {
    loop.counters().dialFailures++;
    target.shares().of(loop).traffic().failures++;
    plan.refused(target);
    // Without a local port to dial from, this machine is at fault and not the endpoint.
    if (!(failure instanceof BindException)) {
      target.failed(loop.nanoTime());
    }
  }

  private void giveUp(SocketChannel dialed) {
    timer.cancel();
    channel = null;
    detach();
    loop.retire(dialed);
  }
}
