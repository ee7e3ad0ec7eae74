package io.kubelette.fuzz;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many clients at the same time, as many as the limits allow: a leak takes somebody's place. */
final class Visitors {

  static final String HEALTH = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  static final String COMMAND =
      "GET /api/v1/namespaces/default/pods/target/exec?command=cat&stdin=1&stdout=1 HTTP/1.1\r\n"
          + "Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
          + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
          + "Sec-WebSocket-Protocol: v4.channel.k8s.io\r\n\r\n";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Visitors() {}

  /**
   * Tries until all of so many are served, side by side: those before them may still be leaving.
   */
  static void awaitRoom(InetSocketAddress server, int count, String request) {
    await(request.lines().findFirst().orElse(""))
        .atMost(PATIENCE)
        .until(() -> areServed(server, count, request));
  }

  private static boolean areServed(InetSocketAddress server, int count, String request)
      throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        Socket socket = new Socket(server.getAddress(), server.getPort());
        open.add(socket);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
        String code = new String(answer, StandardCharsets.US_ASCII);
        if (!code.endsWith(" 200") && !code.endsWith(" 101")) {
          return false;
        }
      }
      return true;
    } catch (IOException turnedAway) {
      return false;
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }
}
