package io.kubelette.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One connection that plays a script, and what is wrong with what came back. */
final class Visit {

  /** Far beyond any answer: who is silent for so long hangs. */
  private static final int DEADLINE_MILLIS = 30_000;

  private final InetSocketAddress server;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  Visit(InetSocketAddress server) {
    this.server = server;
  }

  /** Plays it; says what was wrong, if anything was. */
  Optional<String> play(Script script) {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      socket.setSoTimeout(DEADLINE_MILLIS);
      socket.setTcpNoDelay(true);
      boolean headed = talk(socket, script);
      String text = received.toString(StandardCharsets.ISO_8859_1);
      if (script.complete() && !headed) {
        return Optional.of("no answer, but: " + text);
      }
      boolean named =
          text.contains("HTTP/1.1 503") || text.contains("\"reason\":\"ResourceVersionTooLarge\"");
      boolean broken = text.contains("HTTP/1.1 5") && !named;
      return broken || text.contains("\"code\":500") ? Optional.of(text) : Optional.empty();
    } catch (SocketTimeoutException silent) {
      return Optional.of("silence, after: " + received.toString(StandardCharsets.ISO_8859_1));
    } catch (IOException impossible) {
      return Optional.of("no connection: " + impossible);
    }
  }

  /** Whether an answer began. The server may cut the connection at any time. */
  private boolean talk(Socket socket, Script script) throws SocketTimeoutException {
    boolean headed = false;
    try {
      socket.getOutputStream().write(script.request());
      socket.getOutputStream().flush();
      if (script.complete()) {
        headed = readHead(socket.getInputStream());
        if (received.toString(StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 101")) {
          socket.getOutputStream().write(script.afterUpgrade());
          socket.getOutputStream().flush();
        }
      }
      socket.shutdownOutput();
      socket.getInputStream().transferTo(received);
    } catch (SocketTimeoutException silent) {
      throw silent;
    } catch (IOException cut) {
      return headed;
    }
    return headed;
  }

  private boolean readHead(InputStream in) throws IOException {
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      received.write(next);
      matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return true;
  }
}
