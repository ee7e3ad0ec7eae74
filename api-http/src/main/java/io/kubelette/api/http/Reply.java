package io.kubelette.api.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a request is answered with.
 *
 * @param code of HTTP
 * @param contentType of the body
 * @param pieces of the body, in order: encoded objects are shared, not copied
 * @param warnings that kubectl shows on standard error
 */
record Reply(int code, String contentType, List<byte[]> pieces, List<String> warnings) {

  static final String JSON = "application/json";
  static final String YAML = "application/yaml";
  static final String TEXT = "text/plain; charset=utf-8";

  static Reply json(int code, byte[] body) {
    return new Reply(code, JSON, List.of(body), List.of());
  }

  static Reply text(int code, String body) {
    return new Reply(code, TEXT, List.of(body.getBytes(StandardCharsets.UTF_8)), List.of());
  }

  Reply as(String otherType) {
    return new Reply(code, otherType, pieces, warnings);
  }

  Reply warning(List<String> more) {
    return new Reply(code, contentType, pieces, more);
  }

  /** The same for people, if it is JSON: on lines of its own. */
  Reply pretty() {
    return contentType.equals(JSON)
        ? new Reply(code, contentType, List.of(Json.pretty(pieces)), warnings)
        : this;
  }

  /** The length of the body in bytes. */
  long length() {
    long sum = 0;
    for (byte[] piece : pieces) {
      sum += piece.length;
    }
    return sum;
  }
}
