package io.kubelette.proxy.nio;

import java.io.IOException;
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
 * <p>A listener that cannot accept stays ready, and would spin the loop: so it leaves the selector
 * for a while, or until a connection of this loop ends. After some pauses in vain, one waiting
 * client per pause is turned away with the help of a descriptor kept for that: better told than
 * left to hang. Owned by: one proxy loop.
 */
final class AcceptGate {

  private static final Logger LOG = LoggerFactory.getLogger(AcceptGate.class);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int PATIENCE = 10;

  private final ProxyLoop loop;
  private final List<TcpAcceptor> paused = new ArrayList<>();
  private final WheelTimer timer = new WheelTimer(this::reopen);
  private @Nullable SocketChannel reserve;
  private int vainPauses;

  AcceptGate(ProxyLoop loop) {
    this.loop = loop;
    this.reserve = openReserve();
  }

  /** An acceptor could not accept. */
  void exhausted(TcpAcceptor acceptor, IOException failure) {
    if (vainPauses++ == 0) {
      LOG.warn("accepting pauses: {}; raise the limit of open files", failure.toString());
    }
    if (vainPauses > PATIENCE) {
      turnAway(acceptor.channel());
    }
    loop.counters().acceptPauses++;
    acceptor.pause();
    paused.add(acceptor);
    if (!timer.isSet()) {
      loop.setTimer(timer, PAUSE);
    }
  }

  /** An acceptor could accept again. */
  void accepted() {
    vainPauses = 0;
  }

  /** Descriptors were given back. */
  void released() {
    if (!paused.isEmpty()) {
      reopen();
    }
  }

  /** The acceptor is gone. */
  void forget(TcpAcceptor acceptor) {
    paused.remove(acceptor);
  }

  void close() {
    Channels.closeQuietly(reserve);
    reserve = null;
  }

  private void reopen() {
    timer.cancel();
    paused.forEach(TcpAcceptor::resume);
    paused.clear();
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
