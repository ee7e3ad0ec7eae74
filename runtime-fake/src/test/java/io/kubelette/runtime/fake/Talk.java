package io.kubelette.runtime.fake;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A test's connection to a pod's program. */
record Talk(Socket socket) {

  private static final int TRIES = 10_000;
  private static final int PATIENCE_MILLIS = 10_000;

  /** Connects as soon as the program listens. */
  static Talk with(FakeRuntime runtime, String pod, int port) throws IOException {
    String address = runtime.pod(FakePods.NAMESPACE, pod).address().orElseThrow();
    for (int tries = 0; tries < TRIES; tries++) {
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new Talk(socket);
      } catch (IOException notYet) {
        socket.close();
        Thread.yield();
      }
    }
    throw new AssertionError("nothing listens on port " + port + " of " + pod);
  }

  Talk say(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** All that comes until the program closes the connection. */
  String read() throws IOException {
    try (socket) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
