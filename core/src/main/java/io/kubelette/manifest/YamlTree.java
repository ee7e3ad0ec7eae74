package io.kubelette.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubelette.manifest.ManifestProblem.Kind;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Makes a tree of JSON from the nodes of one YAML document: aliases are written out, merge keys
 * followed, duplicate keys found. Used once, by one thread.
 */
final class YamlTree {

  private static final String MERGE_KEY = "<<";

  private final Problems problems;
  private final AliasBudget aliases;
  private final Map<String, Integer> lines = new HashMap<>();
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

  YamlTree(Problems problems, AliasBudget aliases) {
    this.problems = problems;
    this.aliases = aliases;
  }

  Tree build(Node root) {
    return new Tree(value(root, ""), lines);
  }

  private JsonNode value(Node node, String path) {
    int line = line(node);
    lines.putIfAbsent(path, line);
    if (node instanceof ScalarNode scalar) {
      aliases.spend(node, path);
      return scalar(scalar, path);
    }
    if (!open.add(node)) {
      throw new Refusal(Kind.SYNTAX, line, path, "an alias that contains itself; write it out");
    }
    if (open.size() > Limits.DEPTH) {
      throw new Refusal(Kind.LIMIT, line, path, "deeper than " + Limits.DEPTH + " levels");
    }
    aliases.enter(node, path);
    JsonNode value =
        node instanceof SequenceNode sequence
            ? sequence(sequence, path)
            : mapping((MappingNode) node, path);
    aliases.leave(node);
    open.remove(node);
    return value;
  }

  private JsonNode scalar(ScalarNode node, String path) {
    try {
      return Tags.value(node);
    } catch (IllegalArgumentException e) {
      problems.add(Kind.MALFORMED_VALUE, line(node), path, String.valueOf(e.getMessage()));
      return JsonNodeFactory.instance.nullNode();
    }
  }

  private ArrayNode sequence(SequenceNode node, String path) {
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    for (Node item : node.getValue()) {
      items.add(value(item, FieldPath.item(path, items.size())));
    }
    return items;
  }

  private ObjectNode mapping(MappingNode node, String path) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    fill(fields, node, path);
    return fields;
  }

  /** A key of the mapping's own may override a merged one, but not another of its own. */
  private void fill(ObjectNode fields, MappingNode node, String path) {
    Set<String> own = new HashSet<>();
    for (NodeTuple entry : node.getValue()) {
      if (isMerge(entry.getKeyNode())) {
        merge(fields, entry.getValueNode(), path);
        continue;
      }
      String key = key(entry.getKeyNode(), path);
      if (key == null) {
        continue;
      }
      String keyPath = FieldPath.field(path, key);
      if (!own.add(key)) {
        problems.add(
            Kind.DUPLICATE_KEY,
            line(entry.getKeyNode()),
            keyPath,
            "stands a second time; the first is in line " + lines.get(keyPath));
        continue;
      }
      lines.put(keyPath, line(entry.getKeyNode()));
      fields.set(key, value(entry.getValueNode(), keyPath));
    }
  }

  private static boolean isMerge(Node key) {
    return key instanceof ScalarNode scalar
        && scalar.getValue().equals(MERGE_KEY)
        && (scalar.getTag().equals(Tags.PLAIN) || scalar.getTag().equals(Tag.MERGE));
  }

  private @Nullable String key(Node node, String path) {
    try {
      return Tags.key(node);
    } catch (IllegalArgumentException e) {
      problems.add(Kind.SYNTAX, line(node), path, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Of several merged mappings the first wins, so they are laid over each other backwards. */
  private void merge(ObjectNode fields, Node source, String path) {
    if (source instanceof MappingNode mapping) {
      fields.setAll((ObjectNode) value(mapping, path));
      return;
    }
    if (source instanceof SequenceNode sequence
        && sequence.getValue().stream().allMatch(MappingNode.class::isInstance)) {
      List<Node> mappings = sequence.getValue();
      for (int i = mappings.size() - 1; i >= 0; i--) {
        fields.setAll((ObjectNode) value(mappings.get(i), path));
      }
      return;
    }
    problems.add(
        Kind.SYNTAX, line(source), path, "'<<' takes a mapping or a list of mappings to merge");
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
