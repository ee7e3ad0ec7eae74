package io.kubelette.api;

import io.kubelette.model.Pod;
import io.kubelette.model.PodCondition;
import io.kubelette.model.PodConditionBuilder;
import io.kubelette.model.ResourceType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a binding does to a pod. Pure. */
final class PodBinding {

  private PodBinding() {}

  /**
   * The pod on its node, with the condition {@code PodScheduled}.
   *
   * @throws ApiException {@code CONFLICT} if the pod has a node or is deleted; {@code INVALID}
   *     without a node's name
   */
  static Pod bound(Pod pod, String nodeName, Instant now) {
    String name = Objects.requireNonNullElse(pod.metadata().name(), "");
    if (!Names.dnsSubdomain(nodeName).isEmpty()) {
      throw ApiException.invalid(
          ResourceType.POD,
          name,
          List.of(new FieldError("target.name", FieldError.Reason.REQUIRED, null, "")));
    }
    if (pod.metadata().deletionTimestamp() != null) {
      throw ApiException.conflict(
          ResourceType.POD,
          name,
          "pod " + name + " is being deleted, cannot be assigned to a host");
    }
    String present = pod.spec().nodeName();
    if (present != null && !present.isEmpty()) {
      throw ApiException.conflict(
          ResourceType.POD,
          name,
          "pod " + name + " is already assigned to node \"" + present + "\"");
    }
    return pod.withSpec(pod.spec().withNodeName(nodeName))
        .withStatus(pod.status().withConditions(scheduled(pod.status().conditions(), now)));
  }

  private static List<PodCondition> scheduled(List<PodCondition> conditions, Instant now) {
    List<PodCondition> others =
        new ArrayList<>(
            conditions.stream().filter(each -> !"PodScheduled".equals(each.type())).toList());
    others.add(
        PodConditionBuilder.builder()
            .type("PodScheduled")
            .status("True")
            .lastTransitionTime(now.truncatedTo(ChronoUnit.SECONDS))
            .build());
    return others;
  }
}
