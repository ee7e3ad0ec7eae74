package io.kubelette.api.http.table;

import static io.kubelette.api.http.table.Column.age;
import static io.kubelette.api.http.table.Column.named;
import static io.kubelette.api.http.table.Column.number;
import static io.kubelette.api.http.table.Column.text;

import io.kubelette.model.HorizontalPodAutoscaler;
import io.kubelette.model.Ingress;
import io.kubelette.model.Opaque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of kinds that are carried without being understood: by the names of their fields. */
final class CarriedColumns {

  private CarriedColumns() {}

  static List<Column<HorizontalPodAutoscaler>> autoscalers() {
    return List.of(
        named(),
        text("Reference", one -> reference(tree(one.spec()))),
        text("Targets", one -> targets(tree(one.spec()))),
        text("MinPods", one -> word(tree(one.spec()).getOrDefault("minReplicas", 1))),
        number("MaxPods", one -> count(tree(one.spec()).get("maxReplicas"))),
        number("Replicas", one -> count(tree(one.status()).get("currentReplicas"))),
        age());
  }

  static List<Column<Ingress>> ingresses() {
    return List.of(
        named(),
        text("Class", one -> word(tree(one.spec()).get("ingressClassName"))),
        text("Hosts", one -> hosts(tree(one.spec()))),
        new Column<>("Address", "string", 0, (one, now) -> ""),
        text("Ports", one -> tree(one.spec()).containsKey("tls") ? "80, 443" : "80"),
        age());
  }

  private static String reference(Map<?, ?> spec) {
    Map<?, ?> target = map(spec.get("scaleTargetRef"));
    return word(target.get("kind")) + "/" + word(target.get("name"));
  }

  /** Nobody measures them, so their values are unknown, as Kubernetes says at first. */
  private static String targets(Map<?, ?> spec) {
    List<String> targets = new ArrayList<>();
    for (Object metric : list(spec.get("metrics"))) {
      Map<?, ?> resource = map(map(metric).get("resource"));
      Map<?, ?> target = map(resource.get("target"));
      Object percent = target.get("averageUtilization");
      String wanted = percent == null ? word(target.get("averageValue")) : percent + "%";
      if (!resource.isEmpty()) {
        targets.add(word(resource.get("name")) + ": <unknown>/" + wanted);
      }
    }
    return String.join(", ", targets);
  }

  private static String hosts(Map<?, ?> spec) {
    String hosts =
        list(spec.get("rules")).stream()
            .map(rule -> word(map(rule).get("host")))
            .filter(host -> !host.isEmpty())
            .collect(Collectors.joining(","));
    return hosts.isEmpty() ? "*" : hosts;
  }

  private static Map<String, Object> tree(@Nullable Opaque part) {
    return part == null ? Map.of() : part.fields();
  }

  private static Map<?, ?> map(@Nullable Object part) {
    return part instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object part) {
    return part instanceof List<?> list ? list : List.of();
  }

  private static String word(@Nullable Object part) {
    return part == null ? "" : part.toString();
  }

  private static int count(@Nullable Object part) {
    return part instanceof Number number ? number.intValue() : 0;
  }
}
