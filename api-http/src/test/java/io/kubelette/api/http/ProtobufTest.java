package io.kubelette.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.api.http.protobuf.ProtobufBody;
import io.kubelette.api.http.protobuf.ProtobufException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProtobufTest {

  private final ProtobufBody protobuf = new ProtobufBody();

  @Test
  void anObjectIsReadByItsKind() {
    byte[] metadata = message(1, "settings".getBytes(StandardCharsets.UTF_8));
    byte[] entry =
        join(message(1, "key".getBytes(StandardCharsets.UTF_8)), message(2, new byte[0]));
    byte[] map = join(message(1, metadata), message(2, entry));
    assertThat(protobuf.read(envelope("v1", "ConfigMap", map)).toString())
        .isEqualTo(
            "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"settings\"},"
                + "\"data\":{\"key\":\"\"}}");
  }

  @Test
  void whatHasNoMagicOrNoTableIsRefused() {
    assertThatThrownBy(() -> protobuf.read("{}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(ProtobufException.class);
    assertThatThrownBy(() -> protobuf.read(envelope("v1", "Gadget", new byte[0])))
        .isInstanceOf(ProtobufException.class)
        .hasMessageContaining("Gadget");
  }

  @Test
  void aCutOffMessageIsRefusedAndNothingElseHappens() {
    byte[] whole =
        envelope("v1", "ConfigMap", message(1, message(1, "n".getBytes(StandardCharsets.UTF_8))));
    int refused = 0;
    for (int length = 0; length < whole.length; length++) {
      try {
        protobuf.read(Arrays.copyOf(whole, length));
      } catch (ProtobufException malformed) {
        refused++;
      }
    }
    assertThat(refused).as("all but the one that ends after the kind").isEqualTo(whole.length - 1);
  }

  private static byte[] envelope(String apiVersion, String kind, byte[] raw) {
    byte[] type =
        join(
            message(1, apiVersion.getBytes(StandardCharsets.UTF_8)),
            message(2, kind.getBytes(StandardCharsets.UTF_8)));
    return join(new byte[] {'k', '8', 's', 0}, join(message(1, type), message(2, raw)));
  }

  /** A field of bytes, shorter than 128. */
  private static byte[] message(int number, byte[] content) {
    return join(new byte[] {(byte) (number << 3 | 2), (byte) content.length}, content);
  }

  private static byte[] join(byte[] one, byte[] other) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(one);
    both.writeBytes(other);
    return both.toByteArray();
  }
}
