package io.kubelette.examples;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** Sends requests to a service and counts which pod answered. */
final class Requests {

  private static final int PATIENCE_MILLIS = 5_000;
  private static final int MANY = 100_000;
  private static final int FEW = 10;

  private Requests() {}

  /** One request; throws what {@code send} throws. */
  @FunctionalInterface
  interface Sender {
    String send(InetSocketAddress to) throws IOException;
  }

  /**
   * How many of so many requests each pod answered, once all of so many pods have answered: a pod
   * without a readiness probe is ready as soon as it runs, and may not listen yet.
   */
  static Map<String, Integer> spread(Sender sender, InetSocketAddress to, int pods, int count)
      throws IOException {
    awaitAll(sender, to, pods);
    Map<String, Integer> answers = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      answers.merge(sender.send(to), 1, Integer::sum);
    }
    return answers;
  }

  private static void awaitAll(Sender sender, InetSocketAddress to, int pods) throws IOException {
    Set<String> answered = new TreeSet<>();
    int failed = 0;
    for (int asked = 0; answered.size() < pods; asked++) {
      if (asked == MANY) {
        throw new IllegalStateException("of " + pods + " pods only " + answered + " answered");
      }
      try {
        answered.add(sender.send(to));
      } catch (IOException notYet) {
        failed++;
        if (failed == FEW) {
          throw notYet;
        }
      }
    }
  }

  /** Asks for pages until the pod has healed, and says how that went. */
  static String until(BooleanSupplier healed, InetSocketAddress to) {
    int failed = 0;
    for (int asked = 0; asked < MANY; asked++) {
      if (healed.getAsBoolean()) {
        return "web-1 came back, and of " + asked + " pages meanwhile " + failed + " failed";
      }
      try {
        http(to);
      } catch (IOException inFlight) {
        failed++;
      }
    }
    throw new IllegalStateException("web-1 did not come back while " + MANY + " pages were read");
  }

  /** Gets the page over a connection of its own. */
  static String http(InetSocketAddress to) throws IOException {
    URL url = new URL("http", to.getHostString(), to.getPort(), "/");
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setRequestProperty("Connection", "close");
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    try (var body = connection.getInputStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  /** Has one entry stamped, from a socket of its own. */
  static String datagram(InetSocketAddress to) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      byte[] entry = "an entry".getBytes(StandardCharsets.UTF_8);
      socket.send(new DatagramPacket(entry, entry.length, to));
      DatagramPacket stamp = new DatagramPacket(new byte[2048], 2048);
      socket.receive(stamp);
      return new String(stamp.getData(), 0, stamp.getLength(), StandardCharsets.UTF_8).strip();
    }
  }
}
