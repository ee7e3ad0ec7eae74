package io.kubelette.runtime.docker;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A socket of our own to the engine, whose two directions end one by one.
 *
 * <p>One thread may read while another writes. A thread that is interrupted while it reads or
 * writes gets a {@link java.nio.channels.ClosedByInterruptException}, and the wire is closed.
 */
final class EngineWire implements Closeable {

  private final InputStream in;
  private final OutputStream out;
  private final Closeable outputEnd;
  private final Closeable whole;

  private EngineWire(InputStream in, OutputStream out, Closeable outputEnd, Closeable whole) {
    this.in = in;
    this.out = out;
    this.outputEnd = outputEnd;
    this.whole = whole;
  }

  /** Connects to where the engine listens; {@code tls} is null where it speaks in the clear. */
  static EngineWire open(URI engine, @Nullable SSLContext tls) throws IOException {
    SocketChannel channel = SocketChannel.open(address(engine));
    try {
      return tls == null ? plain(channel) : encrypted(channel, tls, engine);
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  private static SocketAddress address(URI engine) throws IOException {
    return switch (String.valueOf(engine.getScheme())) {
      case "unix" -> UnixDomainSocketAddress.of(Path.of(engine.getPath()));
      case "tcp", "http", "https" -> new InetSocketAddress(engine.getHost(), engine.getPort());
      default -> throw new IOException("no stream can be opened to " + engine);
    };
  }

  private static EngineWire plain(SocketChannel channel) {
    return new EngineWire(
        new Input(channel), new Output(channel), channel::shutdownOutput, channel);
  }

  private static EngineWire encrypted(SocketChannel channel, SSLContext tls, URI engine)
      throws IOException {
    SSLSocket socket =
        (SSLSocket)
            tls.getSocketFactory()
                .createSocket(channel.socket(), engine.getHost(), engine.getPort(), true);
    socket.startHandshake();
    return new EngineWire(
        socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput, channel);
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  void endOutput() throws IOException {
    outputEnd.close();
  }

  @Override
  public void close() throws IOException {
    whole.close();
  }

  /** The JDK's streams over a channel exclude each other, so one could not read and write. */
  private static final class Input extends InputStream {
    private final SocketChannel channel;

    Input(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return length == 0 ? 0 : channel.read(ByteBuffer.wrap(bytes, offset, length));
    }
  }

  private static final class Output extends OutputStream {
    private final SocketChannel channel;

    Output(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
      while (left.hasRemaining()) {
        channel.write(left);
      }
    }
  }
}
