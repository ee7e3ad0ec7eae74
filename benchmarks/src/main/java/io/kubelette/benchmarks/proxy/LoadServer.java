package io.kubelette.benchmarks.proxy;

import io.kubelette.loop.NamedThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The endpoint of all runs: the first byte of a connection says what it does with it; datagrams are
 * echoed. Owned by: one thread, from start to the end of the process.
 */
final class LoadServer {

  /** Echoes whatever comes. */
  static final byte ECHO = 'E';

  /** Echoes what comes first, and closes. */
  static final byte BRIEF = 'B';

  /** Swallows whatever comes. */
  static final byte SINK = 'S';

  /** Sends without end. */
  static final byte FLOOD = 'F';

  private static final int BUFFER = 256 << 10;
  private static final int RECEIVE_BUFFER = 4 << 20;
  private static final int DATAGRAMS_AT_ONCE = 64;

  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final ByteBuffer flood = ByteBuffer.allocateDirect(BUFFER);

  private LoadServer() throws IOException {
    selector = Selector.open();
  }

  /** Serves TCP and UDP on these addresses. */
  static void start(Targets targets) throws IOException {
    LoadServer server = new LoadServer();
    for (InetSocketAddress address : targets.streams()) {
      ServerSocketChannel listener = ServerSocketChannel.open();
      listener.bind(address, 4096).configureBlocking(false);
      listener.register(server.selector, SelectionKey.OP_ACCEPT);
    }
    DatagramChannel datagrams = DatagramChannel.open();
    datagrams.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
    datagrams.bind(targets.datagrams()).configureBlocking(false);
    datagrams.register(server.selector, SelectionKey.OP_READ);
    NamedThreads.single("load-server").newThread(server::run).start();
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
      if (key.channel() instanceof ServerSocketChannel listener) {
        accept(listener);
      } else if (key.channel() instanceof DatagramChannel datagrams) {
        echo(datagrams);
      } else if (key.isWritable()) {
        ((SocketChannel) key.channel()).write(flood.clear());
      } else {
        read(key, (SocketChannel) key.channel());
      }
    } catch (IOException gone) {
      close(key);
    }
  }

  private void accept(ServerSocketChannel listener) throws IOException {
    SocketChannel client = listener.accept();
    if (client != null) {
      client.configureBlocking(false);
      client.register(selector, SelectionKey.OP_READ);
    }
  }

  private void echo(DatagramChannel datagrams) throws IOException {
    for (int i = 0; i < DATAGRAMS_AT_ONCE; i++) {
      SocketAddress client = datagrams.receive(buffer.clear());
      if (client == null) {
        return;
      }
      datagrams.send(buffer.flip(), client);
    }
  }

  private void read(SelectionKey key, SocketChannel client) throws IOException {
    if (client.read(buffer.clear()) < 0) {
      close(key);
      return;
    }
    buffer.flip();
    if (key.attachment() == null && buffer.hasRemaining()) {
      begin(key, client, buffer.get());
    }
    boolean echoes = key.attachment() instanceof Byte role && (role == ECHO || role == BRIEF);
    if (echoes && buffer.hasRemaining()) {
      // Requests are far smaller than any socket buffer.
      client.write(buffer);
      if (key.attachment() instanceof Byte role && role == BRIEF) {
        client.close();
      }
    }
  }

  private static void begin(SelectionKey key, SocketChannel client, byte role) throws IOException {
    key.attach(role);
    if (role == FLOOD) {
      key.interestOps(SelectionKey.OP_WRITE);
    } else if (role == ECHO) {
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
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
