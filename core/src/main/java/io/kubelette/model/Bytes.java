package io.kubelette.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** An immutable run of bytes, base64 in JSON; its text form tells the length only. */
public final class Bytes {

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** A copy of {@code content}. */
  public static Bytes of(byte[] content) {
    return new Bytes(content.clone());
  }

  /** The UTF-8 form of {@code text}. */
  public static Bytes ofUtf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads standard base64 with padding; line breaks are skipped.
   *
   * @throws IllegalArgumentException if the text is not base64
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Bytes ofBase64(String text) {
    String joined = text.replace("\n", "").replace("\r", "");
    if (joined.length() % 4 != 0) {
      throw new IllegalArgumentException(
          "not base64: its length must be a multiple of four, filled up with '='");
    }
    try {
      return new Bytes(Base64.getDecoder().decode(joined));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not base64: encode the value first (base64 -w0)");
    }
  }

  /** The base64 form on one line, with padding. */
  @JsonValue
  public String base64() {
    return Base64.getEncoder().encodeToString(content);
  }

  /** The content as text; bytes that are not UTF-8 become replacement characters. */
  public String utf8() {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** A copy of the content. */
  public byte[] toByteArray() {
    return content.clone();
  }

  /** The number of bytes. */
  public int size() {
    return content.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return "Bytes[" + content.length + "]";
  }
}
