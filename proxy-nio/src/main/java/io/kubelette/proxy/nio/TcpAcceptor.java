package io.kubelette.proxy.nio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes connections from one listening socket, and gives each to a loop.
 *
 * <p>Owned by: the loop with which its socket is registered.
 */
final class TcpAcceptor implements ChannelHandler {

  private static final Logger LOG = LoggerFactory.getLogger(TcpAcceptor.class);

  private final ProxyLoop loop;
  private final ServerSocketChannel channel;
  private final TcpRoute route;
  private final Supplier<ProxyLoop> home;
  private @Nullable SelectionKey key;

  /**
   * An acceptor for a bound, non-blocking socket.
   *
   * @param home the loop of each connection in turn
   */
  TcpAcceptor(
      ProxyLoop loop, ServerSocketChannel channel, TcpRoute route, Supplier<ProxyLoop> home) {
    this.loop = loop;
    this.channel = channel;
    this.route = route;
    this.home = home;
  }

  void register() {
    try {
      key = channel.register(loop.selector(), 0, this);
    } catch (ClosedChannelException closed) {
      throw new UncheckedIOException(closed);
    }
    loop.gate().add(this);
  }

  /** Takes connections from now on, or leaves them waiting. */
  void await(boolean open) {
    if (key != null && key.isValid()) {
      key.interestOps(open ? SelectionKey.OP_ACCEPT : 0);
    }
  }

  @Override
  public void ready(SelectionKey ready) {
    if (loop.gate().isPaused()) {
      return;
    }
    SocketChannel client;
    try {
      client = channel.accept();
      if (client == null) {
        return;
      }
    } catch (IOException exhausted) {
      loop.gate().exhausted(channel, exhausted);
      return;
    }
    loop.gate().accepted();
    try {
      client.configureBlocking(false);
    } catch (IOException failure) {
      LOG.debug("a connection ended as it began: {}", failure.toString());
      loop.retire(client);
      return;
    }
    giveTo(home.get(), client);
  }

  @Override
  public void abandon() {
    loop.gate().remove(this);
    loop.retire(channel);
  }

  private void giveTo(ProxyLoop target, SocketChannel client) {
    if (target == loop) {
      begin(target, client);
    } else {
      target.execute(() -> begin(target, client));
    }
  }

  private void begin(ProxyLoop target, SocketChannel client) {
    target.counters().accepted++;
    TcpSession.start(target, client, route);
  }
}
