package io.kubelette.proxy.nio;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses the acceptors of a loop while the process has no descriptor left.
 *
 * <pre>
 *   OPEN ── accept or dial finds no descriptor ──► PAUSED      the acceptors leave the selector,
 *     ▲                                              │         which they would make spin
 *     └── a connection ends, or 100 ms have passed ──┘
 * </pre>
 *
 * <p>One socket is kept in reserve: the connection that was accepted with the last descriptor dials
 * with it, so that being accepted means being served; the gate opens again when there is another
 * one to keep. After a second of pauses in vain, one waiting client per pause is turned away with
 * its help: better told than left to hang. Owned by: one proxy loop.
 */
final class AcceptGate {

  private static final Logger LOG = LoggerFactory.getLogger(AcceptGate.class);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long WARN_INTERVAL = TimeUnit.SECONDS.toNanos(10);
  private static final int PATIENCE = 10;

  private final ProxyLoop loop;
  private final List<TcpAcceptor> acceptors = new ArrayList<>();
  private final WheelTimer timer = new WheelTimer(this::reopen);
  private @Nullable SocketChannel reserve;
  private boolean paused;
  private int vainPauses;
  private boolean warned;
  private long warnedAt;

  AcceptGate(ProxyLoop loop) {
    this.loop = loop;
    this.reserve = openReserve();
  }

  void add(TcpAcceptor acceptor) {
    acceptors.add(acceptor);
    acceptor.await(!paused);
  }

  void remove(TcpAcceptor acceptor) {
    acceptors.remove(acceptor);
  }

  boolean isPaused() {
    return paused;
  }

  /** An acceptor accepted. */
  void accepted() {
    vainPauses = 0;
  }

  /** An acceptor could not accept. */
  void exhausted(ServerSocketChannel listener, IOException failure) {
    pause(failure);
    if (++vainPauses > PATIENCE) {
      turnAway(listener);
    }
  }

  /**
   * A socket with which a connection that is accepted already dials the address.
   *
   * @throws IOException when even the reserve is used
   */
  SocketChannel socketToDial(InetSocketAddress address) throws IOException {
    try {
      return SocketChannel.open(Channels.family(address));
    } catch (IOException exhausted) {
      pause(exhausted);
      SocketChannel kept = reserve;
      reserve = null;
      if (kept == null) {
        throw exhausted;
      }
      return kept;
    }
  }

  /** Descriptors were given back. */
  void released() {
    if (paused) {
      reopen();
    }
  }

  void close() {
    Channels.closeQuietly(reserve);
    reserve = null;
  }

  private void pause(IOException failure) {
    if (!paused) {
      paused = true;
      loop.counters().acceptPauses++;
      warn(failure);
      acceptors.forEach(acceptor -> acceptor.await(false));
    }
    loop.setTimer(timer, PAUSE);
  }

  private void warn(IOException failure) {
    long now = loop.nanoTime();
    if (!warned || now - warnedAt > WARN_INTERVAL) {
      warned = true;
      warnedAt = now;
      LOG.warn("new connections wait: {}; raise the limit of open files", failure.toString());
    }
  }

  private void reopen() {
    if (reserve == null) {
      reserve = openReserve();
    }
    if (reserve == null) {
      loop.setTimer(timer, PAUSE);
      return;
    }
    timer.cancel();
    paused = false;
    acceptors.forEach(acceptor -> acceptor.await(true));
  }

  private void turnAway(ServerSocketChannel listener) {
    Channels.closeQuietly(reserve);
    try (SocketChannel client = listener.accept()) {
      if (client != null) {
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException stillExhausted) {
      LOG.debug("nobody could be turned away: {}", stillExhausted.toString());
    }
    reserve = openReserve();
  }

  private static @Nullable SocketChannel openReserve() {
    try {
      return SocketChannel.open();
    } catch (IOException exhausted) {
      return null;
    }
  }
}
