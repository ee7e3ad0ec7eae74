package io.kubelette.service;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A UDP client for proxy tests: asks and waits for one answer. */
final class UdpClient implements AutoCloseable {

  private final DatagramSocket socket;

  UdpClient(InetSocketAddress server) throws IOException {
    socket = new DatagramSocket();
    socket.setSoTimeout(10_000);
    // Connected, so that a closed port is reported.
    socket.connect(server);
  }

  byte[] ask(byte[] question) throws IOException {
    socket.send(new DatagramPacket(question, question.length));
    byte[] buffer = new byte[65_535];
    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
    socket.receive(packet);
    return Arrays.copyOf(buffer, packet.getLength());
  }

  String ask(String question) throws IOException {
    byte[] answer = ask(question.getBytes(StandardCharsets.US_ASCII));
    return new String(answer, StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    socket.close();
  }
}
