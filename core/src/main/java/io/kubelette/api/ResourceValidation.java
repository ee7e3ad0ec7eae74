package io.kubelette.api;

import io.kubelette.model.Container;
import io.kubelette.model.ContainerResizePolicy;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceRequirements;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold for requests and limits. Pure. */
final class ResourceValidation {

  private static final Set<String> STANDARD = Set.of("cpu", "memory", "ephemeral-storage");

  private static final Set<String> RESIZED = Set.of("cpu", "memory");
  private static final Set<String> RESIZE_POLICIES = Set.of("NotRequired", "RestartContainer");

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

  /** What a change of resources does to the container. */
  static void policies(Container container, @Nullable String podPolicy, Violations at) {
    Set<String> named = new HashSet<>();
    String own = container.restartPolicy();
    boolean never = "Never".equals(own == null ? podPolicy : own);
    for (int i = 0; i < container.resizePolicy().size(); i++) {
      ContainerResizePolicy policy = container.resizePolicy().get(i);
      Violations here = at.at(i);
      if (Checks.isEmpty(policy.resourceName())) {
        here.at("resourceName").required("");
      } else {
        Checks.oneOf(policy.resourceName(), RESIZED, here.at("resourceName"));
        Checks.once(policy.resourceName(), named, here.at("resourceName"));
      }
      if (Checks.isEmpty(policy.restartPolicy())) {
        here.at("restartPolicy").required("");
      } else {
        Checks.oneOf(policy.restartPolicy(), RESIZE_POLICIES, here.at("restartPolicy"));
      }
      if (never && "RestartContainer".equals(policy.restartPolicy())) {
        here.at("restartPolicy")
            .invalid("RestartContainer", "must be 'NotRequired' when `restartPolicy` is 'Never'");
      }
    }
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
