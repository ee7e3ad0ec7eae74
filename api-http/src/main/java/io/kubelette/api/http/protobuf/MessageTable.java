package io.kubelette.api.http.protobuf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Which fields each message has, by their numbers: read once from the table beside this class. */
final class MessageTable {

  /**
   * A field.
   *
   * @param name in JSON; {@code -} where its own fields stand in the parent
   */
  record Field(String name, Shape shape, String type) {}

  /** How often a field may stand there. */
  enum Shape {
    ONE,
    LIST,
    MAP
  }

  private final Map<String, Map<Integer, Field>> messages = new HashMap<>();

  private MessageTable() {}

  static MessageTable load() {
    MessageTable table = new MessageTable();
    try (InputStream text =
            Objects.requireNonNull(MessageTable.class.getResourceAsStream("messages.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("#")).forEach(table::add);
      return table;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void add(String line) {
    String[] words = line.split(" ");
    Map<Integer, Field> fields = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      String[] parts = words[i].split(":", 3);
      fields.put(Integer.parseInt(parts[0]), field(parts[1], parts[2]));
    }
    messages.put(words[0], fields);
  }

  private static Field field(String name, String type) {
    if (type.startsWith("list:")) {
      return new Field(name, Shape.LIST, type.substring(5));
    }
    return type.startsWith("map:")
        ? new Field(name, Shape.MAP, type.substring(4))
        : new Field(name, Shape.ONE, type);
  }

  /** The fields of a message. */
  Map<Integer, Field> fields(String message) {
    Map<Integer, Field> fields = messages.get(message);
    if (fields == null) {
      throw new ProtobufException("messages of type " + message + " are not read in protobuf");
    }
    return fields;
  }

  /** The message of a kind: that of its group and version, or of the core group. */
  String message(String apiVersion, String kind) {
    if (kind.equals("DeleteOptions")) {
      return "meta.DeleteOptions";
    }
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash).replaceFirst("\\..*", "");
    String version = apiVersion.substring(slash + 1);
    String known = group.isEmpty() ? kind : group + "." + version + "." + kind;
    // Eviction came to v1 unchanged.
    return messages.containsKey(known) ? known : known.replace(".v1beta1.", ".v1.");
  }
}
