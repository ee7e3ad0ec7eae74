package io.kubelette.api;

import io.kubelette.manifest.Trees;
import io.kubelette.model.HorizontalPodAutoscaler;
import io.kubelette.model.HorizontalPodAutoscalerBuilder;
import io.kubelette.model.Opaque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules of HorizontalPodAutoscalers, whose spec is carried as a tree: what Kubernetes fills in
 * and demands. Pure.
 */
final class AutoscalerRules {

  /** Kubernetes: without metrics, the processor is to be used to so many percent. */
  private static final Object PROCESSOR =
      Objects.requireNonNull(
          Trees.parse(
              "{type: Resource, resource: {name: cpu, target: {type: Utilization,"
                  + " averageUtilization: 80}}}"));

  static final KindRules<HorizontalPodAutoscaler> RULES =
      new SpecRules<>(
          AutoscalerRules::fields,
          (one, other) -> one.withStatus(other.status()),
          HorizontalPodAutoscalerBuilder.builder().build(),
          object -> object.withSpec(defaulted(fields(object))),
          (object, at) -> check(fields(object), at));

  private AutoscalerRules() {}

  private static Opaque defaulted(Map<String, Object> given) {
    Map<String, Object> spec = new LinkedHashMap<>(given);
    spec.putIfAbsent("minReplicas", 1);
    if (!(spec.get("metrics") instanceof List<?> metrics) || metrics.isEmpty()) {
      spec.put("metrics", List.of(PROCESSOR));
    }
    return Opaque.of(spec);
  }

  private static void check(Map<String, Object> spec, Violations at) {
    Map<?, ?> target = spec.get("scaleTargetRef") instanceof Map<?, ?> map ? map : Map.of();
    Violations reference = at.at("scaleTargetRef");
    Checks.required(text(target.get("kind")), reference.at("kind"));
    Checks.required(text(target.get("name")), reference.at("name"));
    long least = number(spec.get("minReplicas"), 1);
    long most = number(spec.get("maxReplicas"), 0);
    if (least < 1) {
      at.at("minReplicas").invalid(least, "must be greater than or equal to 1");
    }
    if (most < 1) {
      at.at("maxReplicas").invalid(most, "must be greater than 0");
    } else if (most < least) {
      at.at("maxReplicas").invalid(most, "must be greater than or equal to `minReplicas`");
    }
  }

  private static Map<String, Object> fields(HorizontalPodAutoscaler object) {
    Opaque spec = object.spec();
    return spec == null ? Map.of() : spec.fields();
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }

  private static long number(@Nullable Object value, long otherwise) {
    return value instanceof Number number ? number.longValue() : otherwise;
  }
}
