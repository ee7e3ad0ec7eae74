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

  /**
   * How many connections are taken in one turn of the loop at most. One at a time would cost a turn
   * each where many come; more would keep those who are there waiting for their dials.
   */
  private static final int AT_ONCE = 4;

  private final ProxyLoop loop;
  private final ServerSocketChannel channel;
  private final PortEntry route;
  private final Supplier<ProxyLoop> home;
  private @Nullable SelectionKey key;
  private boolean gateOpen;
  private boolean parked;
  private boolean ended;

  /**
   * An acceptor for a bound, non-blocking socket.
   *
   * @param home the loop of each connection in turn
   */
  TcpAcceptor(
      ProxyLoop loop, ServerSocketChannel channel, PortEntry route, Supplier<ProxyLoop> home) {
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
    gateOpen = open;
    settle();
  }

  /** The route has room again; from any thread. */
  void resume() {
    loop.execute(
        () -> {
          parked = false;
          settle();
        });
  }

  private void settle() {
    if (key != null && key.isValid()) {
      key.interestOps(gateOpen && !parked ? SelectionKey.OP_ACCEPT : 0);
    }
  }

  @Override
  public void ready(SelectionKey ready) {
    int taken = 0;
    while (taken < AT_ONCE && takeOne()) {
      taken++;
    }
  }

  /** Whether one was waiting, and was let in. */
  private boolean takeOne() {
    if (loop.gate().isPaused() || ended) {
      return false;
    }
    Admission admission = route.port().admission();
    if (!admission.enter()) {
      parked = true;
      settle();
      admission.park(this);
      return false;
    }
    SocketChannel client = accept();
    if (client == null) {
      admission.leave();
      return false;
    }
    giveTo(home.get(), client);
    return true;
  }

  private @Nullable SocketChannel accept() {
    SocketChannel client;
    try {
      client = channel.accept();
    } catch (IOException exhausted) {
      loop.gate().exhausted(channel, exhausted);
      return null;
    }
    if (client == null) {
      return null;
    }
    loop.gate().accepted();
    try {
      client.configureBlocking(false);
      return client;
    } catch (IOException failure) {
      LOG.debug("a connection ended as it began: {}", failure.toString());
      loop.retire(client);
      return null;
    }
  }

  @Override
  public void abandon() {
    ended = true;
    route.port().admission().forget(this);
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
    try {
      TcpSession.start(target, client, route);
    } catch (RuntimeException | Error failure) {
      // One connection's failure, which has ended it, must not end those that wait here.
      target.survive(failure);
    }
  }
}
