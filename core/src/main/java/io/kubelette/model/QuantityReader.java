package io.kubelette.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/** Reads a quantity from a string or, as people write {@code cpu: 1}, from a number. */
final class QuantityReader extends StdScalarDeserializer<Quantity> {
  private static final long serialVersionUID = 1;

  QuantityReader() {
    super(Quantity.class);
  }

  @Override
  public Quantity deserialize(JsonParser in, DeserializationContext context) throws IOException {
    JsonToken token = in.currentToken();
    if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
      return (Quantity) context.handleUnexpectedToken(Quantity.class, in);
    }
    try {
      return Quantity.parse(in.getText().strip());
    } catch (IllegalArgumentException e) {
      return (Quantity)
          context.handleWeirdStringValue(Quantity.class, in.getText(), "%s", e.getMessage());
    }
  }
}
