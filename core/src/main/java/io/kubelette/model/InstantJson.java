package io.kubelette.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How instants look in JSON: RFC 3339, read with any offset and fraction, written in UTC. */
final class InstantJson {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private InstantJson() {}

  static final class SecondsWriter extends Writer {
    private static final long serialVersionUID = 1;

    SecondsWriter() {
      super(SECONDS);
    }
  }

  static final class MicrosWriter extends Writer {
    private static final long serialVersionUID = 1;

    MicrosWriter() {
      super(MICROS);
    }
  }

  private abstract static class Writer extends StdScalarSerializer<Instant> {
    private static final long serialVersionUID = 1;
    private final transient DateTimeFormatter format;

    Writer(DateTimeFormatter format) {
      super(Instant.class);
      this.format = format;
    }

    @Override
    public void serialize(Instant instant, JsonGenerator out, SerializerProvider context)
        throws IOException {
      out.writeString(format.format(instant));
    }
  }

  static final class Reader extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1;

    Reader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
      if (!in.hasToken(JsonToken.VALUE_STRING)) {
        return (Instant) context.handleUnexpectedToken(Instant.class, in);
      }
      try {
        return OffsetDateTime.parse(in.getText()).toInstant();
      } catch (DateTimeException e) {
        return (Instant)
            context.handleWeirdStringValue(
                Instant.class, in.getText(), "write a time such as 2026-11-21T19:12:35Z");
      }
    }
  }
}
