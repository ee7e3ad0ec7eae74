package io.kubelette.runtime.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kubelette.runtime.ContainerRuntimeException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One request to the engine on a wire of its own, and its answer as a stream of bytes; after an
 * upgrade both directions are raw.
 *
 * <p>The client library cannot do this: in it the end of the input never reaches the engine, and it
 * holds a thread for each stream. Closing ends the exchange in whatever state it is.
 */
final class EngineExchange implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_HEAD = 64 * 1024;

  private final EngineWire wire;
  private final InputStream in;
  private final Consumer<EngineExchange> onClose;
  private int status;
  private Map<String, String> headers = Map.of();

  EngineExchange(EngineWire wire, Consumer<EngineExchange> onClose) {
    this.wire = wire;
    this.in = new BufferedInputStream(wire.in(), 32 * 1024);
    this.onClose = onClose;
  }

  /** Sends the request and reads the head of the answer; what is no success is thrown. */
  void begin(String call, EngineRequest request) throws IOException {
    wire.out().write(request.bytes());
    readHead();
    if (status >= 300) {
      throw failure(call);
    }
  }

  private void readHead() throws IOException {
    String[] lines = head().split("\r\n", -1);
    String[] first = lines[0].split(" ", 3);
    if (first.length < 2 || !first[1].matches("\\d{3}")) {
      throw new IOException("the engine does not speak HTTP: " + lines[0]);
    }
    status = Integer.parseInt(first[1]);
    headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int line = 1; line < lines.length; line++) {
      int colon = lines[line].indexOf(':');
      if (colon > 0) {
        headers.put(lines[line].substring(0, colon), lines[line].substring(colon + 1).strip());
      }
    }
  }

  private String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int octet = in.read();
      if (octet < 0 || head.size() > LARGEST_HEAD) {
        throw new IOException("the engine closed the connection before it answered");
      }
      head.write(octet);
      matched = octet == "\r\n\r\n".charAt(matched) ? matched + 1 : octet == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private ContainerRuntimeException failure(String call) throws IOException {
    JsonNode body = JSON.readTree(body().readAllBytes());
    String words = body == null ? "" : body.path("message").asText();
    return Failures.of(call, status, words.isEmpty() ? "status " + status : words);
  }

  /** The answer, in whichever way its length is told. */
  InputStream body() {
    String coding = headers.getOrDefault("Transfer-Encoding", "").toLowerCase(Locale.ROOT);
    if (coding.equals("chunked")) {
      return new ChunkedInput(in);
    }
    String length = headers.get("Content-Length");
    return length == null ? in : new BoundedInput(in, Long.parseLong(length));
  }

  /** The answer as JSON. */
  JsonNode json() throws IOException {
    return JSON.readTree(body());
  }

  /** What goes to the engine after an upgrade. */
  OutputStream output() {
    return wire.out();
  }

  /** Ends what goes to the engine; its answer goes on. */
  void endOutput() throws IOException {
    wire.endOutput();
  }

  @Override
  public void close() {
    try {
      wire.close();
    } catch (IOException closing) {
      // Whatever it says, the wire is of no more use to anyone.
    } finally {
      onClose.accept(this);
    }
  }
}
