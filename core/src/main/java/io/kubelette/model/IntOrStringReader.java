package io.kubelette.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

final class IntOrStringReader extends StdScalarDeserializer<IntOrString> {
  private static final long serialVersionUID = 1;

  IntOrStringReader() {
    super(IntOrString.class);
  }

  @Override
  public IntOrString deserialize(JsonParser in, DeserializationContext context) throws IOException {
    if (in.hasToken(JsonToken.VALUE_NUMBER_INT)) {
      return IntOrString.of(in.getIntValue());
    }
    if (in.hasToken(JsonToken.VALUE_STRING)) {
      return IntOrString.of(in.getText());
    }
    return (IntOrString) context.handleUnexpectedToken(IntOrString.class, in);
  }
}
