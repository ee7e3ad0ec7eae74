package io.kubelette.runtime.fake;

import io.kubelette.loop.NamedThreads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Ready-made programs, which tell the pods behind a service apart. */
public final class Programs {

  private static final int LARGEST_DATAGRAM = 65_507;

  private Programs() {}

  /**
   * Answers every HTTP request with the pod's name, status 200, and closes the connection; each
   * connection has a thread of its own. Ends at SIGTERM with 143.
   */
  public static Program httpHello(int port) {
    NamedThreads threads = NamedThreads.numbered("kubelette-fake-http");
    return container -> {
      ServerSocket server = container.listen(port);
      container.out().println("listening on " + server.getLocalSocketAddress());
      while (true) {
        Socket client = server.accept();
        threads.newThread(() -> answer(client, container)).start();
      }
    };
  }

  /**
   * Answers every datagram with the pod's name, a space, and what came. Ends at SIGTERM with 143.
   */
  public static Program echoUdp(int port) {
    return container -> {
      DatagramSocket socket = container.listenUdp(port);
      container.out().println("listening on " + socket.getLocalSocketAddress());
      DatagramPacket packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
      while (true) {
        packet.setLength(LARGEST_DATAGRAM);
        socket.receive(packet);
        byte[] answer =
            (container.pod().name() + " " + text(packet)).getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    };
  }

  private static String text(DatagramPacket packet) {
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  private static void answer(Socket client, RunningContainer container) {
    try (client) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
      String line = in.readLine();
      if (line == null) {
        return;
      }
      container.out().println(line);
      while (line != null && !line.isEmpty()) {
        line = in.readLine();
      }
      byte[] body = container.pod().name().getBytes(StandardCharsets.UTF_8);
      String head =
          "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
              .formatted(body.length);
      client.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      client.getOutputStream().write(body);
    } catch (IOException gone) {
      container.err().println("a client went away: " + gone.getMessage());
    }
  }
}
