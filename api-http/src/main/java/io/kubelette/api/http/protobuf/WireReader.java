package io.kubelette.api.http.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the fields of one message from bytes. Used by one thread. */
final class WireReader {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int wireType;

  WireReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private WireReader(byte[] bytes, int begin, int end) {
    this.bytes = bytes;
    this.at = begin;
    this.end = end;
  }

  boolean hasNext() {
    return at < end;
  }

  /** The number of the next field, whose value is read or skipped next. */
  int field() {
    long tag = varint();
    wireType = (int) (tag & 7);
    return (int) (tag >>> 3);
  }

  /** The value of an integer field. */
  long integer() {
    expect(VARINT);
    return varint();
  }

  double real() {
    expect(FIXED64);
    long bits = 0;
    require(8);
    for (int i = 0; i < 8; i++) {
      bits |= (bytes[at++] & 0xffL) << 8 * i;
    }
    return Double.longBitsToDouble(bits);
  }

  String text() {
    WireReader inside = message();
    return new String(bytes, inside.at, inside.end - inside.at, StandardCharsets.UTF_8);
  }

  byte[] content() {
    WireReader inside = message();
    return Arrays.copyOfRange(bytes, inside.at, inside.end);
  }

  /** The fields of the message that is the field's value. */
  WireReader message() {
    expect(BYTES);
    long length = varint();
    if (length < 0 || length > end - at) {
      throw new ProtobufException("a field reaches beyond the end of its message");
    }
    WireReader inside = new WireReader(bytes, at, at + (int) length);
    at += (int) length;
    return inside;
  }

  /** Passes over a field that nobody knows. */
  void skip() {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> advance(8);
      case BYTES -> message();
      case FIXED32 -> advance(4);
      default -> throw new ProtobufException("wire type " + wireType + " is not used");
    }
  }

  private void advance(int count) {
    require(count);
    at += count;
  }

  private void require(int count) {
    if (count > end - at) {
      throw new ProtobufException("the message ends within a field");
    }
  }

  private void expect(int type) {
    if (wireType != type) {
      throw new ProtobufException("a field has wire type " + wireType + ", not " + type);
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      require(1);
      byte next = bytes[at++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new ProtobufException("a number has more than ten bytes");
  }
}
