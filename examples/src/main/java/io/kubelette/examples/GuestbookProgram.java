package io.kubelette.examples;

import io.kubelette.runtime.fake.Program;
import io.kubelette.runtime.fake.RunningContainer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What the guestbook's containers do on the fake runtime: answer with their pod's name. */
final class GuestbookProgram implements Program {

  private static final int HTTP_PORT = 8080;
  private static final int STAMP_PORT = 5353;

  @Override
  public int run(RunningContainer container) throws IOException {
    boolean stamps = container.args().get(0).equals("udpsvd");
    return stamps ? stampEntries(container) : showPage(container);
  }

  private static int showPage(RunningContainer container) throws IOException {
    byte[] body = (container.hostname() + "\n").getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n";
    try (ServerSocket server = container.listen(HTTP_PORT)) {
      while (true) {
        try (Socket client = server.accept()) {
          BufferedReader request =
              new BufferedReader(
                  new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
          String line = request.readLine();
          while (line != null && !line.isEmpty()) {
            line = request.readLine();
          }
          client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
          client.getOutputStream().write(body);
        }
      }
    }
  }

  private static int stampEntries(RunningContainer container) throws IOException {
    byte[] stamp = (container.hostname() + "\n").getBytes(StandardCharsets.UTF_8);
    try (DatagramSocket socket = container.listenUdp(STAMP_PORT)) {
      while (true) {
        DatagramPacket entry = new DatagramPacket(new byte[2048], 2048);
        socket.receive(entry);
        socket.send(new DatagramPacket(stamp, stamp.length, entry.getSocketAddress()));
      }
    }
  }
}
