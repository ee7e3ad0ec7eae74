package io.kubelette.proxy.nio;

import io.kubelette.service.HealthCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers load balancers that ask whether the node has endpoints of a service.
 *
 * <p>Owned by: its loop; the control opens and closes it and tells it what to answer.
 */
final class HealthPort implements ChannelHandler {

  private static final Logger LOG = LoggerFactory.getLogger(HealthPort.class);
  private static final int BACKLOG = 16;

  private final ProxyLoop loop;
  private final ServerSocketChannel channel;
  private volatile HealthCheck check;

  private HealthPort(ProxyLoop loop, ServerSocketChannel channel, HealthCheck check) {
    this.loop = loop;
    this.channel = channel;
    this.check = check;
  }

  /**
   * Listens where the check says.
   *
   * @throws IOException when that cannot be bound
   */
  static HealthPort open(HealthCheck check, ProxyLoop loop) throws IOException {
    InetSocketAddress address = check.address();
    ServerSocketChannel channel = ServerSocketChannel.open(Channels.family(address));
    try {
      channel.configureBlocking(false);
      channel.bind(address, BACKLOG);
    } catch (IOException failure) {
      Channels.closeQuietly(channel);
      throw failure;
    }
    HealthPort port = new HealthPort(loop, channel, check);
    loop.execute(port::register);
    return port;
  }

  /** What is answered from now on. */
  void answer(HealthCheck now) {
    check = now;
  }

  /** Stops listening; completes when the address is free. */
  CompletableFuture<Void> close() {
    return loop.call(this::abandon);
  }

  @Override
  public void ready(SelectionKey key) {
    try {
      SocketChannel client = channel.accept();
      if (client != null) {
        HealthConversation.begin(loop, client, check);
      }
    } catch (IOException exhausted) {
      LOG.debug("health check at {} not accepted: {}", check.address(), exhausted.toString());
    }
  }

  @Override
  public void abandon() {
    loop.retire(channel);
  }

  private void register() {
    try {
      channel.register(loop.selector(), SelectionKey.OP_ACCEPT, this);
    } catch (ClosedChannelException closed) {
      throw new UncheckedIOException(closed);
    }
  }
}
