package io.kubelette.manifest;

import io.kubelette.model.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HorizontalPodAutoscalers of v1 and v2. As in Kubernetes, v1 has one field for the use of the
 * processor, and keeps what else v2 knows in annotations. Pure.
 */
final class AutoscalerVersions {

  private static final String KEPT = "autoscaling.alpha.kubernetes.io/";
  private static final String METRICS = KEPT + "metrics";
  private static final String BEHAVIOR = KEPT + "behavior";
  private static final String CURRENT_METRICS = KEPT + "current-metrics";
  private static final String CONDITIONS = KEPT + "conditions";

  private static final Set<String> OWN = Set.of(METRICS, BEHAVIOR, CURRENT_METRICS, CONDITIONS);

  private static final String WANTED_PERCENT = "targetCPUUtilizationPercentage";
  private static final String CURRENT_PERCENT = "currentCPUUtilizationPercentage";

  private AutoscalerVersions() {}

  /** A tree of v2 as one of v1. */
  static Map<String, @Nullable Object> older(Map<String, @Nullable Object> newer) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(newer);
    tree.put("apiVersion", ResourceType.HORIZONTAL_POD_AUTOSCALER_V1.apiVersion());
    Map<String, @Nullable Object> annotations = annotations(tree);
    annotations.keySet().removeAll(OWN);
    if (tree.get("spec") instanceof Map<?, ?> given) {
      Map<String, @Nullable Object> spec = new LinkedHashMap<>(Trees.fields(given));
      shorten(spec, new Place("metrics", "target", WANTED_PERCENT, METRICS), annotations);
      keep(annotations, BEHAVIOR, spec.remove("behavior"));
      tree.put("spec", spec);
    }
    if (tree.get("status") instanceof Map<?, ?> given) {
      Map<String, @Nullable Object> status = new LinkedHashMap<>(Trees.fields(given));
      shorten(
          status,
          new Place("currentMetrics", "current", CURRENT_PERCENT, CURRENT_METRICS),
          annotations);
      keep(annotations, CONDITIONS, status.remove("conditions"));
      tree.put("status", status);
    }
    return annotated(tree, annotations);
  }

  /** A tree of v1 as one of v2. */
  static Map<String, @Nullable Object> newer(Map<String, @Nullable Object> older) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(older);
    tree.put("apiVersion", ResourceType.HORIZONTAL_POD_AUTOSCALER.apiVersion());
    Map<String, @Nullable Object> annotations = annotations(tree);
    if (tree.get("spec") instanceof Map<?, ?> given) {
      Map<String, @Nullable Object> spec = new LinkedHashMap<>(Trees.fields(given));
      lengthen(spec, new Place("metrics", "target", WANTED_PERCENT, METRICS), annotations);
      give(spec, "behavior", kept(annotations, BEHAVIOR));
      tree.put("spec", spec);
    }
    boolean told = annotations.containsKey(CURRENT_METRICS) || annotations.containsKey(CONDITIONS);
    if (tree.get("status") instanceof Map<?, ?> || told) {
      Map<String, @Nullable Object> status =
          tree.get("status") instanceof Map<?, ?> given
              ? new LinkedHashMap<>(Trees.fields(given))
              : new LinkedHashMap<>();
      lengthen(
          status,
          new Place("currentMetrics", "current", CURRENT_PERCENT, CURRENT_METRICS),
          annotations);
      give(status, "conditions", kept(annotations, CONDITIONS));
      tree.put("status", status);
    }
    annotations.keySet().removeAll(OWN);
    return annotated(tree, annotations);
  }

  /**
   * Where a list of metrics stands in both versions.
   *
   * @param list in v2
   * @param amounts what the amounts of a metric are called in v2
   * @param percent the field of v1 for the use of the processor
   * @param annotation of v1 for all other metrics
   */
  private record Place(String list, String amounts, String percent, String annotation) {

    /**
     * Whether the annotation has what the field has, too. As in Kubernetes, what is measured is
     * kept whole, since a measured percentage comes with the amount that it stands for.
     */
    boolean keepsAll() {
      return annotation.equals(CURRENT_METRICS);
    }
  }

  private static void shorten(
      Map<String, @Nullable Object> part, Place place, Map<String, @Nullable Object> annotations) {
    if (!(part.remove(place.list) instanceof List<?> metrics)) {
      return;
    }
    List<Object> others = new ArrayList<>();
    boolean first = true;
    for (Object metric : metrics) {
      Map<?, ?> processor = processor(metric);
      Object percent =
          AutoscalerMetrics.map(processor.get(place.amounts)).get("averageUtilization");
      if (percent == null || place.keepsAll()) {
        others.add(AutoscalerMetrics.older(metric, place.amounts));
      }
      if (percent != null && first) {
        part.put(place.percent, percent);
      }
      first &= processor.isEmpty();
    }
    keep(annotations, place.annotation, others.isEmpty() ? null : others);
  }

  private static void lengthen(
      Map<String, @Nullable Object> part, Place place, Map<String, @Nullable Object> annotations) {
    List<Object> metrics = new ArrayList<>();
    boolean whole = false;
    if (kept(annotations, place.annotation) instanceof List<?> others) {
      others.forEach(metric -> metrics.add(AutoscalerMetrics.newer(metric, place.amounts)));
      whole = place.keepsAll();
    }
    Object percent = part.remove(place.percent);
    if (percent != null && !whole) {
      metrics.add(AutoscalerMetrics.processor(percent, place.amounts));
    }
    give(part, place.list, metrics.isEmpty() ? null : metrics);
  }

  /** The annotations of a tree of v1 that keep nothing which v2 could be given: they are lost. */
  static List<String> unreadable(Map<String, @Nullable Object> older) {
    Map<String, @Nullable Object> annotations = annotations(older);
    return OWN.stream()
        .filter(annotations::containsKey)
        .filter(name -> !isReadable(name, kept(annotations, name)))
        .sorted()
        .toList();
  }

  private static boolean isReadable(String name, @Nullable Object kept) {
    return name.equals(BEHAVIOR) ? kept instanceof Map<?, ?> : kept instanceof List<?>;
  }

  /** The resource of a metric that is about the processor; nothing of any other. */
  private static Map<?, ?> processor(@Nullable Object metric) {
    Map<?, ?> fields = AutoscalerMetrics.map(metric);
    Map<?, ?> resource = AutoscalerMetrics.map(fields.get("resource"));
    boolean meant = "Resource".equals(fields.get("type")) && "cpu".equals(resource.get("name"));
    return meant ? resource : Map.of();
  }

  private static Map<String, @Nullable Object> annotations(Map<String, @Nullable Object> tree) {
    Map<?, ?> metadata = AutoscalerMetrics.map(tree.get("metadata"));
    return new LinkedHashMap<>(Trees.fields(AutoscalerMetrics.map(metadata.get("annotations"))));
  }

  private static Map<String, @Nullable Object> annotated(
      Map<String, @Nullable Object> tree, Map<String, @Nullable Object> annotations) {
    Map<String, @Nullable Object> metadata =
        new LinkedHashMap<>(Trees.fields(AutoscalerMetrics.map(tree.get("metadata"))));
    if (annotations.isEmpty()) {
      metadata.remove("annotations");
    } else {
      metadata.put("annotations", annotations);
    }
    tree.put("metadata", metadata);
    return tree;
  }

  private static void keep(
      Map<String, @Nullable Object> annotations, String name, @Nullable Object value) {
    if (value != null) {
      annotations.put(name, Manifests.toJson(value));
    }
  }

  /** What an annotation keeps; nothing where it cannot be read, as in Kubernetes. */
  private static @Nullable Object kept(Map<String, @Nullable Object> annotations, String name) {
    if (!(annotations.get(name) instanceof String text)) {
      return null;
    }
    try {
      Object value = Trees.parse(text);
      return isReadable(name, value) ? value : null;
    } catch (ManifestException unreadable) {
      return null;
    }
  }

  private static void give(
      Map<String, @Nullable Object> part, String name, @Nullable Object value) {
    if (value != null) {
      part.put(name, value);
    }
  }
}
