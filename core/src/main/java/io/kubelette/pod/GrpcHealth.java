package io.kubelette.pod;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The two messages of gRPC's health service: a service's name, and how it is. Pure.
 *
 * <p>Each goes with a prefix: a byte for its compression, none here, and its length.
 */
final class GrpcHealth {

  static final String SERVING = "SERVING";

  /** By the number on the wire. */
  private static final List<String> STATUSES =
      List.of("UNKNOWN", SERVING, "NOT_SERVING", "SERVICE_UNKNOWN");

  private static final int PREFIX = 5;

  /** Field 1 of type text, and field 1 of type number. */
  private static final int NAME = 0x0a;

  private static final int STATUS = 0x08;

  private GrpcHealth() {}

  static byte[] request(String service) {
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    if (name.length > 0) {
      message.write(NAME);
      writeNumber(message, name.length);
      message.writeBytes(name);
    }
    return ByteBuffer.allocate(PREFIX + message.size())
        .put((byte) 0)
        .putInt(message.size())
        .put(message.toByteArray())
        .array();
  }

  /** The status; an absent one is the first. */
  static String status(byte[] answer) {
    boolean named = answer.length >= PREFIX + 2 && answer[PREFIX] == STATUS;
    int number = named ? answer[PREFIX + 1] : 0;
    return number >= 0 && number < STATUSES.size() ? STATUSES.get(number) : "UNKNOWN";
  }

  private static void writeNumber(ByteArrayOutputStream to, int number) {
    int rest = number;
    while (rest > 0x7f) {
      to.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    to.write(rest);
  }
}
