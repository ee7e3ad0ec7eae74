package io.kubelette.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a HorizontalPodAutoscaler as v2 has them, and as v1 keeps them in annotations: the
 * same values under other names. Pure.
 */
final class AutoscalerMetrics {

  /** A value's name in v1, and its path in v2; {@code ?} stands for what the amounts are called. */
  private record Names(String older, List<String> newer) {

    static Names of(String older, String... newer) {
      return new Names(older, List.of(newer));
    }

    Names with(String amounts) {
      return new Names(
          older.replace("?a", amounts + "A").replace("?v", amounts + "V"),
          newer.stream().map(each -> each.equals("?") ? amounts : each).toList());
    }
  }

  private static final Map<String, List<Names>> BY_TYPE =
      Map.of(
          "Resource",
          List.of(
              Names.of("name", "name"),
              Names.of("?averageUtilization", "?", "averageUtilization"),
              Names.of("?averageValue", "?", "averageValue")),
          "ContainerResource",
          List.of(
              Names.of("name", "name"),
              Names.of("container", "container"),
              Names.of("?averageUtilization", "?", "averageUtilization"),
              Names.of("?averageValue", "?", "averageValue")),
          "Pods",
          List.of(
              Names.of("metricName", "metric", "name"),
              Names.of("selector", "metric", "selector"),
              Names.of("?averageValue", "?", "averageValue")),
          "Object",
          List.of(
              Names.of("target", "describedObject"),
              Names.of("metricName", "metric", "name"),
              Names.of("selector", "metric", "selector"),
              Names.of("?value", "?", "value"),
              Names.of("averageValue", "?", "averageValue")),
          "External",
          List.of(
              Names.of("metricName", "metric", "name"),
              Names.of("metricSelector", "metric", "selector"),
              Names.of("?value", "?", "value"),
              Names.of("?averageValue", "?", "averageValue")));

  private AutoscalerMetrics() {}

  /**
   * A metric of v2 as v1 keeps it.
   *
   * @param amounts what they are called in v2: target where they are wanted, current where measured
   */
  static Map<String, Object> older(@Nullable Object metric, String amounts) {
    String type = type(metric);
    Map<?, ?> source = map(map(metric).get(field(type)));
    Map<String, Object> values = new LinkedHashMap<>();
    for (Names names : names(type, amounts)) {
      Object value = source;
      for (String name : names.newer) {
        value = map(value).get(name);
      }
      if (value != null) {
        values.put(names.older, value);
      }
    }
    return metric(type, values);
  }

  /** The metric of v2 for the use of the processor in percent, which v1 has a field for. */
  static Map<String, Object> processor(Object percent, String amounts) {
    Map<String, Object> older = new LinkedHashMap<>();
    older.put("name", "cpu");
    older.put(amounts + "AverageUtilization", percent);
    return newer(metric("Resource", older), amounts);
  }

  /** A metric that v1 keeps as v2 has it. */
  static Map<String, Object> newer(@Nullable Object metric, String amounts) {
    String type = type(metric);
    Map<?, ?> source = map(map(metric).get(field(type)));
    Map<String, Object> values = new LinkedHashMap<>();
    for (Names names : names(type, amounts)) {
      Object value = source.get(names.older);
      if (value != null) {
        put(values, names.newer, value);
      }
    }
    if (amounts.equals("target") && values.get(amounts) instanceof Map<?, ?> target) {
      Map<String, Object> typed = new LinkedHashMap<>();
      typed.put("type", typeOf(target));
      target.forEach((name, value) -> typed.put((String) name, value));
      values.put(amounts, typed);
    }
    return metric(type, values);
  }

  /** v1 says by the fields that are there what v2 says in a field of its own. */
  private static String typeOf(Map<?, ?> target) {
    if (target.containsKey("averageUtilization")) {
      return "Utilization";
    }
    return target.containsKey("averageValue") ? "AverageValue" : "Value";
  }

  private static void put(Map<String, Object> values, List<String> path, Object value) {
    String first = path.get(0);
    if (path.size() == 1) {
      values.put(first, value);
      return;
    }
    Map<String, Object> inner = new LinkedHashMap<>();
    map(values.get(first)).forEach((name, present) -> inner.put((String) name, present));
    inner.put(path.get(1), value);
    values.put(first, inner);
  }

  private static Map<String, Object> metric(String type, Map<String, Object> values) {
    Map<String, Object> metric = new LinkedHashMap<>();
    metric.put("type", type);
    metric.put(field(type), values);
    return metric;
  }

  private static List<Names> names(String type, String amounts) {
    return BY_TYPE.getOrDefault(type, List.of()).stream()
        .map(names -> names.with(amounts))
        .toList();
  }

  private static String type(@Nullable Object metric) {
    return String.valueOf(map(metric).get("type"));
  }

  /** The field in which a metric of a type has its values. */
  private static String field(String type) {
    return type.isEmpty()
        ? type
        : type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
  }

  /** A value as an object; an empty one if it is none. */
  static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
