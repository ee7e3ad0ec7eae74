package io.kubelette.model;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/** A number or a name, such as the target port of a service. */
@JsonDeserialize(using = IntOrStringReader.class)
public sealed interface IntOrString {

  /** A number. */
  static IntOrString of(int value) {
    return new OfInt(value);
  }

  /** A text; {@code "80"} stays a text. */
  static IntOrString of(String value) {
    return new OfString(value);
  }

  /** A number in JSON. */
  @JsonDeserialize
  record OfInt(@JsonValue int value) implements IntOrString {
    @Override
    public String toString() {
      return Integer.toString(value);
    }
  }

  /** A string in JSON. */
  @JsonDeserialize
  record OfString(@JsonValue String value) implements IntOrString {
    @Override
    public String toString() {
      return value;
    }
  }
}
