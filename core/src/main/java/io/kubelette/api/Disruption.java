package io.kubelette.api;

import io.kubelette.model.IntOrString;
import io.kubelette.model.LabelSelector;
import io.kubelette.model.Pod;
import io.kubelette.model.PodDisruptionBudget;
import io.kubelette.model.PodDisruptionBudgetStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a disruption budget has to give, from the pods that it covers. Pure.
 *
 * @param expected how many pods there are
 * @param healthy how many of them are ready and stay
 * @param desired how many must stay healthy
 * @param disrupted pods whose eviction was granted and that are still there
 */
record Disruption(int expected, int healthy, int desired, Map<String, Instant> disrupted) {

  /** Kubernetes: a pod whose eviction was granted but that is not deleted by then counts again. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static boolean covers(PodDisruptionBudget budget, Pod pod) {
    LabelSelector selector = budget.spec().selector();
    return Objects.equals(budget.metadata().namespace(), pod.metadata().namespace())
        && selector != null
        && selector.matches(pod.metadata().labels());
  }

  static Disruption of(PodDisruptionBudget budget, List<Pod> covered, Instant now) {
    Map<String, Instant> disrupted = new HashMap<>();
    budget
        .status()
        .disruptedPods()
        .forEach(
            (name, since) -> {
              boolean waits = covered.stream().anyMatch(pod -> lives(pod) && isNamed(pod, name));
              if (waits && now.isBefore(since.plus(PATIENCE))) {
                disrupted.put(name, since);
              }
            });
    int healthy = 0;
    for (Pod pod : covered) {
      boolean granted = disrupted.containsKey(String.valueOf(pod.metadata().name()));
      healthy += lives(pod) && !granted && Pods.isReady(pod) ? 1 : 0;
    }
    return new Disruption(
        covered.size(), healthy, desired(budget, covered.size()), Map.copyOf(disrupted));
  }

  int allowed() {
    return expected == 0 ? 0 : Math.max(0, healthy - desired);
  }

  PodDisruptionBudgetStatus status(PodDisruptionBudget budget) {
    return budget
        .status()
        .withExpectedPods(expected)
        .withCurrentHealthy(healthy)
        .withDesiredHealthy(desired)
        .withDisruptionsAllowed(allowed())
        .withDisruptedPods(disrupted)
        .withObservedGeneration(budget.metadata().generation());
  }

  /** With one more pod whose eviction is granted. */
  Disruption granting(String pod, Instant now) {
    Map<String, Instant> more = new HashMap<>(disrupted);
    more.put(pod, now);
    return new Disruption(expected, healthy - 1, desired, Map.copyOf(more));
  }

  private static boolean lives(Pod pod) {
    return pod.metadata().deletionTimestamp() == null && !Pods.isTerminal(pod);
  }

  private static boolean isNamed(Pod pod, String name) {
    return name.equals(pod.metadata().name());
  }

  private static int desired(PodDisruptionBudget budget, int expected) {
    IntOrString least = budget.spec().minAvailable();
    IntOrString most = budget.spec().maxUnavailable();
    if (most != null) {
      return Math.max(0, expected - scaled(most, expected));
    }
    return scaled(least, expected);
  }

  /** Kubernetes: a share of the pods is rounded up. */
  private static int scaled(@Nullable IntOrString amount, int of) {
    if (amount instanceof IntOrString.OfInt number) {
      return number.value();
    }
    if (amount instanceof IntOrString.OfString text && text.value().endsWith("%")) {
      int percent = Integer.parseInt(text.value().substring(0, text.value().length() - 1));
      return (int) Math.ceil(of * percent / 100.0);
    }
    return amount == null ? 1 : 0;
  }
}
