package io.kubelette.api.http.openapi;

import java.util.HashMap;
import java.util.Map;

/**
 * The fields of HorizontalPodAutoscalers, which the model keeps as trees: for {@code kubectl
 * explain}, as autoscaling/v1 and v2 of Kubernetes have them. Pure.
 */
final class AutoscalerFields {

  /** Shapes by name, each with its fields and what these are; a bracket means a list. */
  private static final Map<String, Map<String, String>> SHAPES = shapes();

  private AutoscalerFields() {}

  private static Map<String, Map<String, String>> shapes() {
    Map<String, Map<String, String>> all = new HashMap<>();
    String metrics =
        "type string, resource Resource?, containerResource ContainerResource?, pods Pods?,"
            + " object Object?, external External?";
    shape(
        all,
        "HorizontalPodAutoscalerSpec",
        "scaleTargetRef CrossVersionObjectReference, minReplicas integer, maxReplicas integer,"
            + " metrics [MetricSpec, behavior HorizontalPodAutoscalerBehavior");
    shape(
        all,
        "HorizontalPodAutoscalerStatus",
        "observedGeneration integer, lastScaleTime string, currentReplicas integer, desiredReplicas"
            + " integer, currentMetrics [MetricStatus, conditions"
            + " [HorizontalPodAutoscalerCondition");
    shape(
        all,
        "HorizontalPodAutoscalerSpecV1",
        "scaleTargetRef CrossVersionObjectReference, minReplicas integer, maxReplicas integer,"
            + " targetCPUUtilizationPercentage integer");
    shape(
        all,
        "HorizontalPodAutoscalerStatusV1",
        "observedGeneration integer, lastScaleTime string, currentReplicas integer, desiredReplicas"
            + " integer, currentCPUUtilizationPercentage integer");
    shape(all, "CrossVersionObjectReference", "apiVersion string, kind string, name string");
    shape(all, "MetricSpec", metrics.replace("?", "MetricSource"));
    shape(all, "MetricStatus", metrics.replace("?", "MetricStatus"));
    sources(all, "MetricSource", "target MetricTarget");
    sources(all, "MetricStatus", "current MetricValueStatus");
    shape(all, "MetricIdentifier", "name string, selector object");
    shape(
        all,
        "MetricTarget",
        "type string, value string, averageValue string, averageUtilization integer");
    shape(
        all, "MetricValueStatus", "value string, averageValue string, averageUtilization integer");
    shape(
        all,
        "HorizontalPodAutoscalerBehavior",
        "scaleUp HPAScalingRules, scaleDown HPAScalingRules");
    shape(
        all,
        "HPAScalingRules",
        "stabilizationWindowSeconds integer, selectPolicy string, policies [HPAScalingPolicy,"
            + " tolerance string");
    shape(all, "HPAScalingPolicy", "type string, value integer, periodSeconds integer");
    shape(
        all,
        "HorizontalPodAutoscalerCondition",
        "type string, status string, lastTransitionTime string, reason string, message string");
    return Map.copyOf(all);
  }

  /** The shape of the spec or the status of a version. */
  static String of(String version, String part) {
    String name = part.equals("spec") ? "Spec" : "Status";
    return "HorizontalPodAutoscaler" + name + (version.equals("v1") ? "V1" : "");
  }

  /** The fields of a shape and what they are; none of what is no shape. */
  static Map<String, String> of(String shape) {
    return SHAPES.getOrDefault(shape, Map.of());
  }

  private static void sources(Map<String, Map<String, String>> all, String suffix, String amounts) {
    shape(all, "Resource" + suffix, "name string, " + amounts);
    shape(all, "ContainerResource" + suffix, "name string, container string, " + amounts);
    shape(all, "Pods" + suffix, "metric MetricIdentifier, " + amounts);
    shape(
        all,
        "Object" + suffix,
        "describedObject CrossVersionObjectReference, metric MetricIdentifier, " + amounts);
    shape(all, "External" + suffix, "metric MetricIdentifier, " + amounts);
  }

  private static void shape(Map<String, Map<String, String>> all, String name, String fields) {
    Map<String, String> byName = new HashMap<>();
    for (String field : fields.split(", ")) {
      int space = field.indexOf(' ');
      byName.put(field.substring(0, space), field.substring(space + 1));
    }
    all.put(name, Map.copyOf(byName));
  }
}
