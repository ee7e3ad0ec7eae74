package io.kubelette.proxy.nio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the two sockets of a session, and its place in the selector.
 *
 * <p>Owned by: the session's loop.
 */
final class Leg implements Conduit, ChannelHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Leg.class);

  /** A first write of at most this many bytes is one segment on any network. */
  private static final int ONE_SEGMENT = 1024;

  private final TcpSession session;
  private final SocketChannel channel;
  private @Nullable SelectionKey key;
  private int interest;
  private boolean written;
  private boolean undelayed;

  Leg(TcpSession session, SocketChannel channel, @Nullable SelectionKey key) {
    this.session = session;
    this.channel = channel;
    this.key = key;
    if (key != null) {
      interest = key.interestOps();
      key.attach(this);
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    if (!undelayed) {
      // TCP delays only what follows something unacknowledged: a connection that writes once, and
      // little, saves the call.
      undelayed = written || source.remaining() > ONE_SEGMENT;
      written = true;
      if (undelayed) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
    }
    return channel.write(source);
  }

  @Override
  public void ready(SelectionKey ready) {
    session.ready(this, ready.readyOps());
  }

  @Override
  public void abandon() {
    session.abandon();
  }

  /** Waits for these operations from now on. */
  void await(ProxyLoop loop, int operations) {
    if (operations == interest) {
      return;
    }
    interest = operations;
    if (key != null) {
      key.interestOps(operations);
      return;
    }
    try {
      key = channel.register(loop.selector(), operations, this);
    } catch (ClosedChannelException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  SocketChannel channel() {
    return channel;
  }

  /** Tells the peer that nothing more comes. */
  void finish() {
    try {
      channel.shutdownOutput();
    } catch (IOException gone) {
      // The other direction learns the same from its next read.
      LOG.debug("no end to tell: {}", gone.toString());
    }
  }

  void close(ProxyLoop loop) {
    loop.retire(channel);
  }

  /** Closes with a reset, so that the peer cannot take a cut stream for a whole one. */
  void reset(ProxyLoop loop) {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException gone) {
      LOG.debug("no reset to send: {}", gone.toString());
    }
    loop.retire(channel);
  }
}
