package io.kubelette.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/fields.md} true: field by field, acted on or only carried. */
class FieldsDocumentTest {

  private static final Path COMMITTED = Path.of("..", "docs", "fields.md");
  private static final Path GENERATED = Path.of("target", "fields.md");

  private static final String HEAD =
      """
      # Fields

      Every field of every kind that Kubelette serves, and what becomes of it:

      - **acted on**: Kubelette reads it, or writes it.
      - carried: Kubelette keeps it and gives it back unchanged, and does nothing about it. Whatever
        lies below a carried field is carried too.

      A field of type *object* is carried as it stands: its own fields are not checked either.
      This page is generated from the marks in the model (`@Carried`); `FieldsDocumentTest` fails
      where the two differ, and says how to renew it.
      """;

  @Test
  void theDocumentTellsWhatTheModelSays() throws IOException {
    String generated = document();
    Files.createDirectories(GENERATED.getParent());
    Files.writeString(GENERATED, generated);

    String committed = Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "";

    assertThat(committed)
        .as("docs/fields.md is out of date; renew it: cp core/target/fields.md docs/fields.md")
        .isEqualTo(generated);
  }

  private static String document() {
    StringBuilder text = new StringBuilder(HEAD);
    List<ResourceType<?>> kinds = new ArrayList<>(ResourceType.all());
    kinds.sort(Comparator.comparing(ResourceType::kind));
    Set<Class<?>> tops = new LinkedHashSet<>();
    kinds.forEach(kind -> tops.add(kind.javaType()));
    tops.addAll(List.of(Binding.class, Eviction.class, Scale.class));
    ResourceType.computed().forEach(kind -> tops.add(kind.javaType()));
    Set<Class<?>> parts = new LinkedHashSet<>();
    text.append("\n## Kinds\n");
    tops.forEach(record -> table(text, record));
    tops.forEach(record -> collect(record, parts));
    parts.removeAll(tops);
    text.append("\n## Parts\n");
    parts.stream()
        .sorted(Comparator.comparing(Class::getSimpleName))
        .forEach(record -> table(text, record));
    return text.toString();
  }

  private static void collect(Class<?> top, Set<Class<?>> found) {
    Deque<Class<?>> open = new ArrayDeque<>(List.of(top));
    while (!open.isEmpty()) {
      for (RecordFields.Field field : RecordFields.of(open.remove()).values()) {
        Class<?> element = element(field.type());
        if (isPart(element) && found.add(element)) {
          open.add(element);
        }
      }
    }
  }

  private static void table(StringBuilder text, Class<?> record) {
    text.append("\n### ").append(record.getSimpleName()).append("\n\n");
    text.append("| field | type | |\n|---|---|---|\n");
    for (RecordFields.Field field : RecordFields.of(record).values()) {
      text.append(
          "| `%s` | %s | %s |\n"
              .formatted(
                  field.name(),
                  typeName(field.type()),
                  field.carried() ? "carried" : "**acted on**"));
    }
  }

  private static String typeName(Type type) {
    if (type instanceof ParameterizedType generic) {
      String prefix = generic.getRawType() == List.class ? "list of " : "map of ";
      return prefix + typeName(element(type));
    }
    Class<?> simple = (Class<?>) type;
    if (simple == Opaque.class) {
      return "*object*";
    }
    String name = simple.getSimpleName();
    return isPart(simple) ? "[%s](#%s)".formatted(name, name.toLowerCase(Locale.ROOT)) : name;
  }

  private static boolean isPart(Class<?> type) {
    return type.isRecord() && type != Opaque.class;
  }

  private static Class<?> element(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return (Class<?>) arguments[arguments.length - 1];
    }
    return (Class<?>) type;
  }
}
