package io.kubelette.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kubelette.api.http.protobuf.ProtobufBody;
import io.kubelette.api.http.protobuf.ProtobufException;

/** The bodies of requests, brought into JSON or YAML. Pure. */
final class Bodies {

  private static final ProtobufBody PROTOBUF = new ProtobufBody();

  private static final String ACCEPTED =
      "application/json, application/yaml, application/vnd.kubernetes.protobuf";

  private Bodies() {}

  /**
   * The text of an object.
   *
   * @throws io.kubelette.api.ApiException {@code UNSUPPORTED_MEDIA_TYPE}
   */
  static byte[] object(Request request) {
    return switch (request.contentType()) {
      case "", "application/json", "application/yaml" -> request.body();
      case "application/vnd.kubernetes.protobuf" -> json(request.body());
      default -> throw Refusals.unsupportedBody(ACCEPTED);
    };
  }

  private static byte[] json(byte[] protobuf) {
    try {
      return Json.bytes(PROTOBUF.read(protobuf));
    } catch (ProtobufException malformed) {
      throw Refusals.badRequest("the body cannot be decoded: " + malformed.getMessage());
    }
  }

  /** The options in the body of a deletion; nothing where there is none, whatever its type. */
  static JsonNode options(Request request) {
    return request.body().length == 0
        ? JsonNodeFactory.instance.missingNode()
        : Json.read(object(request));
  }
}
