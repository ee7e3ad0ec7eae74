package io.kubelette.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers as nodes of JSON: whole ones in the smallest type that holds them. */
final class Numbers {

  private Numbers() {}

  static JsonNode node(BigInteger value) {
    if (value.bitLength() < Integer.SIZE) {
      return JsonNodeFactory.instance.numberNode(value.intValueExact());
    }
    return value.bitLength() < Long.SIZE
        ? JsonNodeFactory.instance.numberNode(value.longValueExact())
        : JsonNodeFactory.instance.numberNode(value);
  }

  /** A number with a point or an exponent keeps them, as Kubernetes refuses 80.0 for a port. */
  static JsonNode node(BigDecimal value) {
    return value.scale() == 0
        ? node(value.toBigIntegerExact())
        : JsonNodeFactory.instance.numberNode(value);
  }
}
