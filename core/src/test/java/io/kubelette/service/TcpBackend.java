package io.kubelette.service;

import io.kubelette.loop.NamedThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP server for proxy tests, on a loopback port of its own, with a thread per connection. */
public final class TcpBackend implements AutoCloseable {

  /** What it does with a connection, which is closed afterwards. */
  @FunctionalInterface
  public interface Conversation {
    /** Talks; an I/O failure ends the conversation only. */
    void talk(Socket socket) throws IOException;
  }

  private final NamedThreads threads = NamedThreads.numbered("tcp-backend");
  private final ServerSocket server;
  private final Conversation conversation;
  private final AtomicInteger connections = new AtomicInteger();
  private final Thread acceptor;

  private TcpBackend(String ip, Conversation conversation) throws IOException {
    this.conversation = conversation;
    this.server = new ServerSocket(0, 256, InetAddress.getByName(ip));
    this.acceptor = threads.newThread(this::serve);
    acceptor.start();
  }

  /** A server that holds this conversation with everyone. */
  public static TcpBackend that(Conversation conversation) {
    return at("127.0.0.1", conversation);
  }

  /** The same at another address of this machine. */
  public static TcpBackend at(String ip, Conversation conversation) {
    try {
      return new TcpBackend(ip, conversation);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A server that greets with its name, eight bytes long at most, and then echoes. */
  public static TcpBackend named(String name) {
    return that(greeting(name));
  }

  /** What a {@link #named} server says. */
  public static Conversation greeting(String name) {
    return socket -> {
      socket
          .getOutputStream()
          .write(String.format("%-8s", name).getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().transferTo(socket.getOutputStream());
    };
  }

  /** A server that echoes. */
  public static TcpBackend echo() {
    return that(socket -> socket.getInputStream().transferTo(socket.getOutputStream()));
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /** How many connections it has taken. */
  public int connections() {
    return connections.get();
  }

  /** Stops listening; conversations go on to their own end. */
  @Override
  public void close() {
    try {
      server.close();
      // An accept that is under way would still take a connection.
      acceptor.join();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve() {
    while (true) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        threads.newThread(() -> talk(socket)).start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      conversation.talk(socket);
    } catch (IOException ended) {
      // The test looks at the other end.
      return;
    }
  }
}
