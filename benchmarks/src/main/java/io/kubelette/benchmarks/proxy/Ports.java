package io.kubelette.benchmarks.proxy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Ports that are free, below those that the system gives to clients: of these thousands are taken
 * while the load runs. Owned by: one thread.
 */
final class Ports {

  private static final int FIRST = 20_000;
  private static final int END = 32_000;

  private int next = FIRST;

  /** One that is free for TCP and UDP, and was not given before. */
  int next() throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    while (next < END) {
      int port = next++;
      try (ServerSocket streams = new ServerSocket(port, 1, loopback);
          DatagramSocket datagrams = new DatagramSocket(new InetSocketAddress(loopback, port))) {
        return datagrams.isBound() && streams.isBound() ? port : next();
      } catch (IOException taken) {
        continue;
      }
    }
    throw new IOException("no free port is left");
  }
}
