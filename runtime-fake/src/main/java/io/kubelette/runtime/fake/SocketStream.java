package io.kubelette.runtime.fake;

import io.kubelette.runtime.ContainerRuntimeException;
import io.kubelette.runtime.ContainerRuntimeException.Kind;
import io.kubelette.runtime.PodStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A connection to a port of a pod's address. Two threads may use it, one for each direction. */
final class SocketStream implements PodStream {

  private static final int PATIENCE_MILLIS = 5_000;

  private final Socket socket;
  private final InputStream input;
  private final OutputStream output;

  private SocketStream(Socket socket) throws IOException {
    this.socket = socket;
    this.input = socket.getInputStream();
    this.output =
        new FilterOutputStream(socket.getOutputStream()) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
          }

          @Override
          public void close() throws IOException {
            socket.shutdownOutput();
          }
        };
  }

  static PodStream connect(String address, int port) {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
      return new SocketStream(socket);
    } catch (IOException refused) {
      closeQuietly(socket);
      throw new ContainerRuntimeException(
          Kind.TRANSIENT,
          "nobody listens on port " + port + " of " + address + ": " + refused.getMessage(),
          refused);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException neverOpen) {
      throw new UncheckedIOException(neverOpen);
    }
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public void close() {
    closeQuietly(socket);
  }
}
