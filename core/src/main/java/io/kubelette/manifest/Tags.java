package io.kubelette.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kubelette.model.Bytes;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** What the tag of a scalar says about its value: nothing, a text, or a type asked for. */
final class Tags {

  /** A scalar without quotes and without a tag: its look decides. */
  static final Tag PLAIN = new Tag("tag:kubelette.io,2026:plain");

  private Tags() {}

  /** Leaves the meaning of plain scalars to {@link Scalars}. */
  static final class PlainResolver extends Resolver {
    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      if (kind != NodeId.scalar) {
        return super.resolve(kind, value, implicit);
      }
      return implicit ? PLAIN : Tag.STR;
    }
  }

  /**
   * The value of a scalar.
   *
   * @throws IllegalArgumentException if it is not of the type that its tag asks for
   */
  static JsonNode value(ScalarNode node) {
    Tag tag = node.getTag();
    String text = node.getValue();
    if (tag.equals(PLAIN)) {
      return Scalars.resolve(text);
    }
    if (tag.equals(Tag.BINARY)) {
      return JsonNodeFactory.instance.textNode(Bytes.ofBase64(text).utf8());
    }
    boolean typed =
        tag.equals(Tag.INT)
            || tag.equals(Tag.FLOAT)
            || tag.equals(Tag.BOOL)
            || tag.equals(Tag.NULL);
    return typed ? typed(tag, text) : JsonNodeFactory.instance.textNode(text);
  }

  private static JsonNode typed(Tag tag, String text) {
    JsonNode value = Scalars.resolve(text);
    boolean fits =
        tag.equals(Tag.INT) && value.isIntegralNumber()
            || tag.equals(Tag.FLOAT) && value.isNumber()
            || tag.equals(Tag.BOOL) && value.isBoolean()
            || tag.equals(Tag.NULL) && value.isNull();
    if (!fits) {
      throw new IllegalArgumentException(
          "'" + text + "' is not of the type that its tag asks for: " + tag.getClassName());
    }
    return value;
  }

  /**
   * The name that a key stands for.
   *
   * @throws IllegalArgumentException if it cannot be the name of a field
   */
  static String key(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      throw new IllegalArgumentException("a mapping or a list cannot be a key; write a name");
    }
    return scalar.getTag().equals(PLAIN) ? Scalars.key(scalar.getValue()) : value(scalar).asText();
  }
}
