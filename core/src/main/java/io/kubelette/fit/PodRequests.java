package io.kubelette.fit;

import io.kubelette.model.Container;
import io.kubelette.model.PodSpec;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceRequirements;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pod asks of its node as a whole. Pure.
 *
 * <p>Kubernetes: containers and sidecars run together, so their requests add up; an init container
 * runs beside the sidecars that were started before it; the largest of these counts. What is asked
 * for the pod as a whole stands for its containers' requests; the overhead of its sandbox is added.
 */
public final class PodRequests {

  private PodRequests() {}

  /** By resource, as {@code cpu}; what is not asked for is absent. */
  public static Map<String, Quantity> of(PodSpec spec) {
    Map<String, Quantity> together = new HashMap<>();
    Map<String, Quantity> largestInit = new HashMap<>();
    for (Container init : spec.initContainers()) {
      Map<String, Quantity> own = requests(init.resources());
      if ("Always".equals(init.restartPolicy())) {
        add(together, own);
      } else {
        Map<String, Quantity> beside = new HashMap<>(together);
        add(beside, own);
        raise(largestInit, beside);
      }
    }
    spec.containers().forEach(container -> add(together, requests(container.resources())));
    raise(together, largestInit);
    together.putAll(requests(spec.resources()));
    add(together, spec.overhead());
    return Map.copyOf(together);
  }

  private static Map<String, Quantity> requests(@Nullable ResourceRequirements resources) {
    return resources == null ? Map.of() : resources.requests();
  }

  private static void add(Map<String, Quantity> sum, Map<String, Quantity> more) {
    more.forEach((resource, amount) -> sum.merge(resource, amount, Quantity::plus));
  }

  private static void raise(Map<String, Quantity> least, Map<String, Quantity> other) {
    other.forEach(
        (resource, amount) -> least.merge(resource, amount, (a, b) -> a.compareTo(b) >= 0 ? a : b));
  }
}
