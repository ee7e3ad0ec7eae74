package io.kubelette.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A TCP client for proxy tests: waits for nothing longer than a few seconds. */
final class TcpClient implements AutoCloseable {

  private final Socket socket = new Socket();

  TcpClient(InetSocketAddress server) throws IOException {
    socket.setSoTimeout(10_000);
    socket.connect(server, 10_000);
  }

  Socket socket() {
    return socket;
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** That many characters, or fewer if the stream ends before. */
  String receive(int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
  }

  /** What a {@link TcpBackend#named named} backend greets with. */
  String greeting() throws IOException {
    return receive(8).strip();
  }

  String ask(String question) throws IOException {
    send(question);
    return receive(question.length());
  }

  void finish() throws IOException {
    socket.shutdownOutput();
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
