package io.kubelette.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.kubelette.manifest.ManifestProblem.Kind;
import io.kubelette.model.KubernetesObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes manifests. Reading is strict: an unknown field, a wrong type or a duplicate key
 * is an error, and the error tells all of them.
 *
 * <p>Thread-safe because nothing is kept between calls.
 */
public final class Manifests {

  private Manifests() {}

  /**
   * Reads every object of a file in UTF-8: documents of YAML, or of JSON.
   *
   * @throws ManifestException if anything in it is wrong
   * @throws UncheckedIOException if the file cannot be read
   */
  public static List<Document> read(Path file) {
    String source = String.valueOf(file.getFileName());
    try {
      if (Files.size(file) > Limits.SIZE) {
        throw single(source, Kind.LIMIT, "larger than 16 MiB; split it");
      }
      byte[] bytes = Files.readAllBytes(file);
      return parse(
          source, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw single(source, Kind.SYNTAX, "not UTF-8; convert the file");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads every object of a text: documents of YAML, or of JSON; lists are taken apart.
   *
   * @param source how errors name the text, such as a file name
   * @throws ManifestException if anything in it is wrong
   */
  public static List<Document> parse(String source, String text) {
    if (text.length() > Limits.SIZE) {
      throw single(source, Kind.LIMIT, "larger than 16 Mi characters; split it");
    }
    return ManifestReader.read(source, text);
  }

  /** One document of YAML in block style, which reads back as an equal object. */
  public static String toYaml(KubernetesObject object) {
    return toYaml(List.of(object));
  }

  /** A document of YAML for each object. */
  public static String toYaml(Collection<? extends KubernetesObject> objects) {
    return YamlWriter.write(objects);
  }

  /** A tree of an object or of a list of them, as {@link Trees} has it, as one document of YAML. */
  public static String toYaml(Map<String, @Nullable Object> tree) {
    return YamlWriter.write(List.of(tree));
  }

  /** An object, or any part of one, as JSON on one line. */
  public static String toJson(Object value) {
    try {
      return Json.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a value of the model: " + value.getClass(), e);
    }
  }

  /** The same, in UTF-8. */
  public static byte[] toJsonBytes(Object value) {
    try {
      return Json.MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a value of the model: " + value.getClass(), e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote. For what people write, {@link #parse} has the better errors.
   *
   * @throws ManifestException if the text is not such a value
   */
  public static <T> T fromJson(String json, Class<T> type) {
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw single(
          type.getSimpleName(),
          Kind.MALFORMED_VALUE,
          "not the JSON of a " + type.getSimpleName() + ": " + e.getOriginalMessage());
    }
  }

  private static ManifestException single(String source, Kind kind, String message) {
    return new ManifestException(List.of(new ManifestProblem(kind, source, 0, 0, "", message)));
  }
}
