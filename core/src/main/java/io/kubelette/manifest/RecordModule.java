package io.kubelette.manifest;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.ser.Serializers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Has Jackson read and write records by their {@linkplain RecordShape shapes}. */
final class RecordModule extends Module {

  private final SharedTexts texts = new SharedTexts();

  @Override
  public String getModuleName() {
    return "records";
  }

  @Override
  public Version version() {
    return Version.unknownVersion();
  }

  @Override
  public void setupModule(SetupContext mapper) {
    mapper.addDeserializers(
        new Deserializers.Base() {
          @Override
          public @Nullable JsonDeserializer<?> findBeanDeserializer(
              JavaType type, DeserializationConfig config, BeanDescription description) {
            Optional<RecordShape> shape = RecordShape.of(type.getRawClass());
            return shape.isPresent() ? new RecordReader(type, shape.get(), texts) : null;
          }
        });
    mapper.addSerializers(
        new Serializers.Base() {
          @Override
          public @Nullable JsonSerializer<?> findSerializer(
              SerializationConfig config, JavaType type, BeanDescription description) {
            Optional<RecordShape> shape = RecordShape.of(type.getRawClass());
            return shape.isPresent() ? new RecordWriter(type.getRawClass(), shape.get()) : null;
          }
        });
  }
}
