package io.kubelette.api.http.protobuf;

/** Bytes that are no object in protobuf, or one of a kind that the table does not know. */
public final class ProtobufException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ProtobufException(String message) {
    super(message);
  }
}
