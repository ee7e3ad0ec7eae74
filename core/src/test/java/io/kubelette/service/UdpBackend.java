package io.kubelette.service;

import io.kubelette.loop.NamedThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A UDP server for proxy tests, which answers each datagram with its name and the datagram. */
public final class UdpBackend implements AutoCloseable {

  private static final int MAX_DATAGRAM = 65_507;

  private final byte[] name;
  private final DatagramSocket socket;

  private UdpBackend(String name, DatagramSocket socket) {
    this.name = name.getBytes(StandardCharsets.US_ASCII);
    this.socket = socket;
  }

  /** A running server; an empty name makes it an echo. */
  public static UdpBackend named(String name) {
    try {
      DatagramSocket socket =
          new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      UdpBackend backend = new UdpBackend(name, socket);
      NamedThreads.single("udp-backend").newThread(backend::serve).start();
      return backend;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    byte[] buffer = new byte[MAX_DATAGRAM];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        byte[] answer = Arrays.copyOf(name, name.length + packet.getLength());
        System.arraycopy(buffer, 0, answer, name.length, packet.getLength());
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (SocketException closed) {
      return;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
