package io.kubelette.api.http.table;

import io.kubelette.model.Container;
import io.kubelette.model.LabelSelector;
import io.kubelette.model.LabelSelectorRequirement;
import io.kubelette.model.PodTemplateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists in one cell. */
final class Words {

  private Words() {}

  static String labels(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
  }

  static String selector(@Nullable LabelSelector selector) {
    if (selector == null) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    if (!selector.matchLabels().isEmpty()) {
      parts.add(labels(selector.matchLabels()));
    }
    selector.matchExpressions().forEach(one -> parts.add(requirement(one)));
    return String.join(",", parts);
  }

  private static String requirement(LabelSelectorRequirement one) {
    String values = "(" + String.join(",", one.values()) + ")";
    return switch (String.valueOf(one.operator())) {
      case "In" -> one.key() + " in " + values;
      case "NotIn" -> one.key() + " notin " + values;
      case "DoesNotExist" -> "!" + one.key();
      default -> String.valueOf(one.key());
    };
  }

  static String containers(@Nullable PodTemplateSpec template) {
    return each(template, Container::name);
  }

  static String images(@Nullable PodTemplateSpec template) {
    return each(template, Container::image);
  }

  private static String each(
      @Nullable PodTemplateSpec template, Function<Container, @Nullable String> part) {
    return template == null
        ? ""
        : template.spec().containers().stream()
            .map(part)
            .map(String::valueOf)
            .collect(Collectors.joining(","));
  }

  /** {@code 2/3}, where nothing counts as zero. */
  static String of(@Nullable Integer part, @Nullable Integer whole) {
    return Column.orZero(part) + "/" + Column.orZero(whole);
  }
}
