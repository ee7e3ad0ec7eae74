package io.kubelette.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Map;

/**
 * One document as a tree of JSON, with the line of every field by its path.
 *
 * @param lines from 1; the root's path is empty
 */
record Tree(JsonNode root, Map<String, Integer> lines) {

  static final Tree EMPTY = new Tree(NullNode.getInstance(), Map.of());

  int line(String path) {
    return lines.getOrDefault(path, 0);
  }
}
