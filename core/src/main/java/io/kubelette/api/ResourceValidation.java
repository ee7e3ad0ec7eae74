package io.kubelette.api;

import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceRequirements;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold for requests and limits. Pure. */
final class ResourceValidation {

  private static final Set<String> STANDARD = Set.of("cpu", "memory", "ephemeral-storage");

  private ResourceValidation() {}

  static void check(@Nullable ResourceRequirements resources, Violations at) {
    if (resources == null) {
      return;
    }
    quantities(resources.limits(), at.at("limits"));
    quantities(resources.requests(), at.at("requests"));
    resources
        .requests()
        .forEach(
            (name, request) -> {
              Quantity limit = resources.limits().get(name);
              if (limit != null && request.compareTo(limit) > 0) {
                at.at("requests")
                    .invalid(
                        request.toString(),
                        "must be less than or equal to %s limit of %s".formatted(name, limit));
              }
            });
  }

  private static void quantities(Map<String, Quantity> quantities, Violations at) {
    quantities.forEach(
        (name, quantity) -> {
          at.key(name).check(name, Names.qualifiedName(name));
          if (!name.contains("/") && !STANDARD.contains(name) && !name.startsWith("hugepages-")) {
            at.key(name).invalid(name, "must be a standard resource for containers");
          }
          if (quantity.signum() < 0) {
            at.key(name).invalid(quantity.toString(), "must be greater than or equal to 0");
          }
        });
  }
}
