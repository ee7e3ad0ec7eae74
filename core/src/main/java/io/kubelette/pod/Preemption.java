package io.kubelette.pod;

import io.kubelette.fit.PodRequests;
import io.kubelette.model.Pod;
import io.kubelette.model.Quantity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which pods leave so that a critical one finds room. Pure.
 *
 * <p>Kubernetes: as few as possible of the better classes of service: those that are guaranteed
 * their resources leave only for what all others together cannot give.
 */
final class Preemption {

  private static final List<String> CLASSES = List.of("BestEffort", "Burstable");

  private Preemption() {}

  /**
   * The victims; empty if even all of them were not enough.
   *
   * @param active the pods of the node
   * @param missing by resource, how much more the critical pod needs
   */
  static List<Pod> victims(Pod critical, Collection<Pod> active, Map<String, Quantity> missing) {
    List<List<Pod>> classes = byClass(critical, active);
    List<Pod> bestEffort = classes.get(0);
    List<Pod> burstable = classes.get(1);
    List<Pod> guaranteed = classes.get(2);
    if (!without(missing, concat(concat(bestEffort, burstable), guaranteed)).isEmpty()) {
      return List.of();
    }
    List<Pod> first = nearest(guaranteed, without(missing, concat(bestEffort, burstable)));
    List<Pod> second = nearest(burstable, without(missing, concat(bestEffort, first)));
    List<Pod> third = nearest(bestEffort, without(missing, concat(second, first)));
    return concat(concat(third, second), first);
  }

  /** Why there are no victims, in Kubernetes' words: what even all of them could not give. */
  static Rejection failure(Pod critical, Collection<Pod> active, Map<String, Quantity> missing) {
    List<Pod> all = byClass(critical, active).stream().flatMap(List::stream).toList();
    StringBuilder left = new StringBuilder();
    without(missing, all)
        .forEach(
            (resource, amount) ->
                left.append(
                    "(res: %s, q: %d), ".formatted(resource, NodeFit.amount(resource, amount))));
    return new Rejection(
        "UnexpectedAdmissionError",
        "Unexpected error while attempting to recover from admission failure: preemption: error"
            + " finding a set of pods to preempt: no set of running pods found to reclaim"
            + " resources: ["
            + left
            + "]");
  }

  private static List<List<Pod>> byClass(Pod critical, Collection<Pod> active) {
    List<List<Pod>> classes = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    active.stream()
        .filter(pod -> CriticalPods.mayPreempt(critical, pod))
        .forEach(
            pod -> {
              int index = CLASSES.indexOf(String.valueOf(pod.status().qosClass()));
              classes.get(index < 0 ? CLASSES.size() : index).add(pod);
            });
    return classes;
  }

  /** One pod after another, each the one that leaves the least missing, and asks for the least. */
  private static List<Pod> nearest(List<Pod> candidates, Map<String, Quantity> missing) {
    List<Pod> left = new ArrayList<>(candidates);
    List<Pod> chosen = new ArrayList<>();
    Map<String, Quantity> still = missing;
    while (!still.isEmpty() && !left.isEmpty()) {
      Pod best = left.get(0);
      for (Pod pod : left) {
        best = isNearer(pod, best, still) ? pod : best;
      }
      chosen.add(best);
      left.remove(best);
      still = without(still, List.of(best));
    }
    return chosen;
  }

  private static boolean isNearer(Pod one, Pod other, Map<String, Quantity> missing) {
    int order = Double.compare(distance(one, missing), distance(other, missing));
    return order < 0 || (order == 0 && asksForLess(one, other));
  }

  /** How much of what is missing the pod cannot give: the sum of squared fractions. */
  private static double distance(Pod pod, Map<String, Quantity> missing) {
    double sum = 0;
    for (Map.Entry<String, Quantity> each : missing.entrySet()) {
      double needed = each.getValue().value().doubleValue();
      double given = given(pod, each.getKey()).value().doubleValue();
      double fraction = Math.max(0, needed - given) / needed;
      sum += fraction * fraction;
    }
    return sum;
  }

  private static boolean asksForLess(Pod one, Pod other) {
    return Stream.of("memory", "cpu")
        .map(resource -> given(one, resource).compareTo(given(other, resource)))
        .filter(order -> order != 0)
        .findFirst()
        .map(order -> order < 0)
        .orElse(false);
  }

  private static Map<String, Quantity> without(Map<String, Quantity> missing, List<Pod> leaving) {
    Map<String, Quantity> rest = new LinkedHashMap<>();
    missing.forEach(
        (resource, amount) -> {
          Quantity left = amount;
          for (Pod pod : leaving) {
            left = left.minus(given(pod, resource));
          }
          if (left.signum() > 0) {
            rest.put(resource, left);
          }
        });
    return rest;
  }

  private static Quantity given(Pod pod, String resource) {
    if (resource.equals("pods")) {
      return Quantity.of(1);
    }
    Quantity asked = PodRequests.of(pod.spec()).get(resource);
    return asked == null ? Quantity.ZERO : asked;
  }

  private static List<Pod> concat(List<Pod> one, List<Pod> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }
}
