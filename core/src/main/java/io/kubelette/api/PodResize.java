package io.kubelette.api;

import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import io.kubelette.model.PodSpec;
import io.kubelette.model.Quantity;
import io.kubelette.model.ResourceRequirements;
import io.kubelette.model.ResourceRequirementsBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a resize may change in a pod: how much cpu and memory its containers and sidecars ask for.
 * Pure.
 */
final class PodResize {

  private static final String MIRROR = "kubernetes.io/config.mirror";
  private static final List<String> RESIZED = List.of("cpu", "memory");
  private static final ResourceRequirements NONE = ResourceRequirementsBuilder.builder().build();

  private PodResize() {}

  /** The pod as it is, with the resources of the wanted one; all else that is wanted is ignored. */
  static Pod of(Pod now, Pod wanted) {
    PodSpec spec = now.spec();
    return now.withSpec(
        spec.withContainers(resized(spec.containers(), wanted.spec().containers()))
            .withInitContainers(resized(spec.initContainers(), wanted.spec().initContainers())));
  }

  private static List<Container> resized(List<Container> now, List<Container> wanted) {
    List<Container> all = new ArrayList<>();
    for (Container container : now) {
      all.add(
          wanted.stream()
              .filter(each -> Objects.equals(each.name(), container.name()))
              .findFirst()
              .map(each -> container.withResources(each.resources()))
              .orElse(container));
    }
    return all;
  }

  static void check(Pod now, Pod next, Violations at) {
    if (now.metadata().annotations().containsKey(MIRROR)) {
      at.forbidden("static pods cannot be resized");
      return;
    }
    Violations spec = at.at("spec");
    String quality = QosClass.of(next.spec());
    if (!QosClass.of(now.spec()).equals(quality)) {
      spec.invalid(quality, "Pod QOS Class may not change as a result of resizing");
    }
    containers(now.spec().containers(), next.spec().containers(), spec.at("containers"));
    containers(
        now.spec().initContainers(), next.spec().initContainers(), spec.at("initContainers"));
    List<String> changed = Differences.between(now.spec(), asNow(now.spec(), next.spec()), "spec");
    if (!changed.isEmpty()) {
      spec.forbidden(
          "only cpu and memory resources of containers and sidecars are mutable; changed: "
              + String.join(", ", changed));
    }
  }

  private static void containers(List<Container> now, List<Container> next, Violations at) {
    for (int i = 0; i < now.size(); i++) {
      Violations here = at.at(i).at("resources");
      ResourceRequirements before = resources(now.get(i));
      ResourceRequirements after = resources(next.get(i));
      if (!keepsAll(before.limits(), after.limits())) {
        here.at("limits").forbidden("resource limits cannot be removed");
      }
      if (!keepsAll(before.requests(), after.requests())) {
        here.at("requests").forbidden("resource requests cannot be removed");
      }
    }
  }

  private static boolean keepsAll(Map<String, Quantity> before, Map<String, Quantity> after) {
    return RESIZED.stream().noneMatch(each -> before.containsKey(each) && !after.containsKey(each));
  }

  /** The next state, with all that may change put back as it is now. */
  private static PodSpec asNow(PodSpec now, PodSpec next) {
    return next.withContainers(asNow(now.containers(), next.containers()))
        .withInitContainers(initsAsNow(now.initContainers(), next.initContainers()));
  }

  private static List<Container> asNow(List<Container> now, List<Container> next) {
    List<Container> back = new ArrayList<>();
    for (int i = 0; i < next.size(); i++) {
      back.add(next.get(i).withResources(asNow(now.get(i), next.get(i))));
    }
    return back;
  }

  /** An init container that is no sidecar runs to its end with what it was given. */
  private static List<Container> initsAsNow(List<Container> now, List<Container> next) {
    List<Container> back = new ArrayList<>();
    for (int i = 0; i < next.size(); i++) {
      Container each = next.get(i);
      boolean sidecar = "Always".equals(each.restartPolicy());
      back.add(sidecar ? each.withResources(asNow(now.get(i), each)) : each);
    }
    return back;
  }

  private static @Nullable ResourceRequirements asNow(Container now, Container next) {
    ResourceRequirements before = resources(now);
    ResourceRequirements after = resources(next);
    ResourceRequirements back =
        after
            .withLimits(asNow(before.limits(), after.limits()))
            .withRequests(asNow(before.requests(), after.requests()));
    return back.equals(before) ? now.resources() : back;
  }

  private static Map<String, Quantity> asNow(
      Map<String, Quantity> before, Map<String, Quantity> after) {
    Map<String, Quantity> back = new LinkedHashMap<>(after);
    for (String each : RESIZED) {
      if (before.containsKey(each)) {
        back.put(each, before.get(each));
      } else {
        back.remove(each);
      }
    }
    return back;
  }

  private static ResourceRequirements resources(Container container) {
    return Objects.requireNonNullElse(container.resources(), NONE);
  }
}
