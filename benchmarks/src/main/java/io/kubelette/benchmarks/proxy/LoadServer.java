package io.kubelette.benchmarks.proxy;

import io.kubelette.loop.NamedThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint of all runs: the first byte of a connection says what it does with it. Owned by: one
 * thread, from start to the end of the process.
 */
final class LoadServer {

  /** Echoes whatever comes. */
  static final byte ECHO = 'E';

  /** Swallows whatever comes. */
  static final byte SINK = 'S';

  /** Sends without end. */
  static final byte FLOOD = 'F';

  private final Selector selector;
  private final ServerSocketChannel listener;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);
  private final ByteBuffer flood = ByteBuffer.allocateDirect(256 << 10);

  private LoadServer() throws IOException {
    selector = Selector.open();
    listener = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0), 1024);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  static InetSocketAddress start() throws IOException {
    LoadServer server = new LoadServer();
    NamedThreads.single("load-server").newThread(server::run).start();
    return (InetSocketAddress) server.listener.getLocalAddress();
  }

  private void run() {
    try {
      while (true) {
        selector.select(this::ready);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else if (key.isWritable()) {
        ((SocketChannel) key.channel()).write(flood.clear());
      } else {
        read(key, (SocketChannel) key.channel());
      }
    } catch (IOException gone) {
      close(key);
    }
  }

  private void accept() throws IOException {
    SocketChannel client = listener.accept();
    if (client != null) {
      client.configureBlocking(false);
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      client.register(selector, SelectionKey.OP_READ);
    }
  }

  private void read(SelectionKey key, SocketChannel client) throws IOException {
    if (client.read(buffer.clear()) < 0) {
      close(key);
      return;
    }
    buffer.flip();
    @Nullable Object role = key.attachment();
    if (role == null && buffer.hasRemaining()) {
      role = buffer.get();
      key.attach(role);
      if (role.equals(FLOOD)) {
        key.interestOps(SelectionKey.OP_WRITE);
      }
    }
    if (Byte.valueOf(ECHO).equals(role) && buffer.hasRemaining()) {
      // Requests are far smaller than any socket buffer.
      client.write(buffer);
    }
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException alreadyGone) {
      key.cancel();
    }
  }
}
