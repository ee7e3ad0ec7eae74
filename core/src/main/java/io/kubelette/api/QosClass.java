package io.kubelette.api;

import io.kubelette.model.Container;
import io.kubelette.model.PodSpec;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceRequirements;
import io.kubelette.model.ResourceRequirementsBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The class of service that a pod's resources buy it. Pure.
 *
 * <p>Kubernetes: {@code Guaranteed} if every container, init ones too, has limits of cpu and memory
 * equal to its requests; {@code BestEffort} if none has either; else {@code Burstable}.
 */
final class QosClass {

  private static final List<String> COUNTED = List.of("cpu", "memory");
  private static final ResourceRequirements NONE = ResourceRequirementsBuilder.builder().build();

  private QosClass() {}

  static String of(PodSpec spec) {
    List<ResourceRequirements> all = counted(spec);
    if (all.stream().noneMatch(QosClass::asksForAny)) {
      return "BestEffort";
    }
    return all.stream().allMatch(QosClass::isGuaranteed) ? "Guaranteed" : "Burstable";
  }

  /** The resources of the pod as a whole, where it has some, stand for those of its containers. */
  private static List<ResourceRequirements> counted(PodSpec spec) {
    ResourceRequirements whole = spec.resources();
    if (whole != null && asksForAny(whole)) {
      return List.of(whole);
    }
    return Stream.concat(spec.initContainers().stream(), spec.containers().stream())
        .map(Container::resources)
        .map(resources -> Objects.requireNonNullElse(resources, NONE))
        .toList();
  }

  private static boolean asksForAny(ResourceRequirements resources) {
    return COUNTED.stream()
        .anyMatch(name -> has(resources.requests(), name) || has(resources.limits(), name));
  }

  private static boolean isGuaranteed(ResourceRequirements resources) {
    return COUNTED.stream()
        .allMatch(
            name ->
                has(resources.limits(), name)
                    && resources.limits().get(name).equals(resources.requests().get(name)));
  }

  private static boolean has(Map<String, Quantity> quantities, String name) {
    Quantity quantity = quantities.get(name);
    return quantity != null && quantity.signum() > 0;
  }
}
