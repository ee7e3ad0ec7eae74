package io.kubelette.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.serializer.Serializer;

/**
 * Writes objects, and trees of them, as YAML that Kubernetes' readers and ours take for the same
 * values.
 */
final class YamlWriter {

  /** Control characters and foreign line breaks, which only an escape keeps as they are. */
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff]");

  private YamlWriter() {}

  static String write(Collection<?> objects) {
    DumperOptions options = new DumperOptions();
    options.setExplicitStart(objects.size() > 1);
    options.setIndicatorIndent(0);
    options.setSplitLines(false);
    StringWriter text = new StringWriter();
    Serializer serializer =
        new Serializer(new Emitter(text, options), new QuotingResolver(), options, null);
    try {
      serializer.open();
      for (Object object : objects) {
        serializer.serialize(node(Json.MAPPER.valueToTree(object)));
      }
      serializer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Lets a text stand without quotes only where nobody would read it as anything else. */
  private static final class QuotingResolver extends Resolver {
    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      if (kind != NodeId.scalar) {
        return super.resolve(kind, value, implicit);
      }
      if (!implicit) {
        return Tag.STR;
      }
      if (Scalars.isNotFinite(value)) {
        return Tag.FLOAT;
      }
      // What other readers of YAML 1.1 take for a date or a number is quoted for them too.
      Tag theirs = super.resolve(kind, value, true);
      JsonNode ours = Scalars.resolve(value);
      if (ours.isTextual()) {
        return theirs;
      }
      return ours.isBoolean() ? Tag.BOOL : ours.isIntegralNumber() ? Tag.INT : Tag.FLOAT;
    }
  }

  private static Node node(JsonNode value) {
    if (value.isObject()) {
      List<NodeTuple> fields = new ArrayList<>();
      value
          .properties()
          .forEach(
              field -> fields.add(new NodeTuple(text(field.getKey()), node(field.getValue()))));
      return new MappingNode(Tag.MAP, fields, fields.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }
    if (value.isArray()) {
      List<Node> items = new ArrayList<>();
      value.forEach(item -> items.add(node(item)));
      return new SequenceNode(Tag.SEQ, items, items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }
    if (value.isTextual()) {
      return text(value.asText());
    }
    Tag tag = value.isBoolean() ? Tag.BOOL : value.isIntegralNumber() ? Tag.INT : Tag.FLOAT;
    return new ScalarNode(tag, value.asText(), null, null, ScalarStyle.PLAIN);
  }

  private static Node text(String text) {
    ScalarStyle style = ScalarStyle.PLAIN;
    if (INVISIBLE.matcher(text).find()) {
      style = ScalarStyle.DOUBLE_QUOTED;
    } else if (text.indexOf('\n') >= 0) {
      style = ScalarStyle.LITERAL;
    }
    return new ScalarNode(Tag.STR, text, null, null, style);
  }
}
