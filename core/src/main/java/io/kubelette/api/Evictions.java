package io.kubelette.api;

import io.kubelette.model.Pod;
import io.kubelette.model.PodDisruptionBudget;
import io.kubelette.model.PodKey;
import io.kubelette.model.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * Evictions that respect disruption budgets. What was granted is written into the budget's status
 * by compare-and-set, so that two that are asked for at once do not get the same share.
 *
 * <p>Stateless.
 */
final class Evictions {

  private final ApiServer api;
  private final ApiParts parts;

  Evictions(ApiServer api, ApiParts parts) {
    this.api = api;
    this.parts = parts;
  }

  /** Takes a share of the budget that covers the pod, if one does. */
  void claim(PodKey key, WriteOptions.DryRun dryRun) {
    Pod pod = api.get(ResourceType.POD, key.namespace(), key.name());
    if (!needsBudget(pod)) {
      return;
    }
    List<PodDisruptionBudget> budgets =
        api.items(
            Query.of(ResourceType.POD_DISRUPTION_BUDGET)
                .in(key.namespace())
                .where(budget -> Disruption.covers(budget, pod)));
    if (budgets.size() > 1) {
      throw new ApiException(
          ApiException.Kind.INTERNAL,
          "This pod has more than one PodDisruptionBudget, which the eviction subresource does not"
              + " support.");
    }
    budgets.forEach(budget -> claim(budget, pod, dryRun));
  }

  /** Kubernetes: what does not serve anybody may always go. */
  private static boolean needsBudget(Pod pod) {
    return !Pods.isTerminal(pod)
        && !"Pending".equals(pod.status().phase())
        && pod.metadata().deletionTimestamp() == null;
  }

  private void claim(PodDisruptionBudget budget, Pod pod, WriteOptions.DryRun dryRun) {
    Instant now = parts.config().clock().now().truncatedTo(ChronoUnit.SECONDS);
    String name = String.valueOf(budget.metadata().name());
    parts
        .writer(dryRun)
        .change(
            Writes.Target.of(budget),
            present -> {
              Disruption disruption = Disruption.of(present, covered(present), now);
              if (!Pods.isReady(pod) && spares(present, disruption)) {
                return present;
              }
              if (disruption.allowed() <= 0) {
                throw refused(name, disruption);
              }
              Disruption granted = disruption.granting(String.valueOf(pod.metadata().name()), now);
              return present.withStatus(granted.status(present));
            });
  }

  /** Whether the budget lets pods go that are not healthy anyhow. */
  private static boolean spares(PodDisruptionBudget budget, Disruption disruption) {
    return "AlwaysAllow".equals(budget.spec().unhealthyPodEvictionPolicy())
        || disruption.healthy() >= disruption.desired() && disruption.desired() > 0;
  }

  private List<Pod> covered(PodDisruptionBudget budget) {
    String namespace = Objects.requireNonNullElse(budget.metadata().namespace(), "");
    return api.items(
        Query.of(ResourceType.POD)
            .in(namespace)
            .where(pod -> !Pods.isTerminal(pod) && Disruption.covers(budget, pod)));
  }

  private static ApiException refused(String budget, Disruption disruption) {
    String cause =
        "The disruption budget %s needs %d healthy pods and has %d currently"
            .formatted(budget, disruption.desired(), disruption.healthy());
    return ApiException.of(
        ApiException.Kind.TOO_MANY_REQUESTS,
        "Cannot evict pod as it would violate the pod's disruption budget.",
        ErrorDetails.NONE
            .because(List.of(new ErrorDetails.Cause("DisruptionBudget", cause, "")))
            .retryAfter(Duration.ofSeconds(10)));
  }
}
