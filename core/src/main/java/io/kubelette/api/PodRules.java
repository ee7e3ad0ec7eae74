package io.kubelette.api;

import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import io.kubelette.model.PodCondition;
import io.kubelette.model.PodConditionBuilder;
import io.kubelette.model.PodSpec;
import io.kubelette.model.PodSpecBuilder;
import io.kubelette.model.PodStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The rules of pods. */
final class PodRules implements KindRules<Pod> {

  private static final PodCondition GATED =
      PodConditionBuilder.builder()
          .type("PodScheduled")
          .status("False")
          .reason("SchedulingGated")
          .message("Scheduling is blocked due to non-empty scheduling gates")
          .build();

  @Override
  public Pod defaulted(Pod pod) {
    return pod.withSpec(PodDefaults.of(pod.spec()));
  }

  @Override
  public Pod atBirth(Pod pod) {
    PodStatus status = PodStatus.EMPTY.withPhase("Pending").withQosClass(QosClass.of(pod.spec()));
    return pod.withStatus(
        pod.spec().schedulingGates().isEmpty() ? status : status.withConditions(List.of(GATED)));
  }

  @Override
  public Pod updated(Pod now, Pod wanted) {
    return wanted.withSpec(prioritized(now.spec(), wanted.spec())).withStatus(now.status());
  }

  /** What the pod got from its class stays where nothing is said of it. */
  private static PodSpec prioritized(PodSpec now, PodSpec wanted) {
    if (wanted.priority() != null && wanted.preemptionPolicy() != null) {
      return wanted;
    }
    String policy = wanted.preemptionPolicy();
    return PodSpecBuilder.builder(wanted)
        .priority(wanted.priority() == null ? now.priority() : wanted.priority())
        .preemptionPolicy(policy == null ? now.preemptionPolicy() : policy)
        .build();
  }

  /** The class of service is decided at birth. */
  @Override
  public Optional<Pod> statusUpdated(Pod now, Pod wanted) {
    return Optional.of(now.withStatus(wanted.status().withQosClass(now.status().qosClass())));
  }

  /**
   * A manifest says nothing about where the pod was put since, and a pull policy that it does not
   * give does not follow the tag of a new image.
   */
  @Override
  public Pod reapplied(Pod now, Pod given) {
    PodSpec spec = given.spec();
    if (spec.nodeName() == null || spec.nodeName().isEmpty()) {
      spec = spec.withNodeName(now.spec().nodeName());
    }
    if (spec.priorityClassName() == null || spec.priorityClassName().isEmpty()) {
      spec = spec.withPriorityClassName(now.spec().priorityClassName());
    }
    if (spec.ephemeralContainers().isEmpty()) {
      spec = spec.withEphemeralContainers(now.spec().ephemeralContainers());
    }
    return given.withSpec(
        spec.withContainers(reapplied(now.spec().containers(), spec.containers()))
            .withInitContainers(reapplied(now.spec().initContainers(), spec.initContainers())));
  }

  private static List<Container> reapplied(List<Container> now, List<Container> given) {
    Map<String, String> policies = new HashMap<>();
    now.forEach(each -> policies.put(each.name(), each.imagePullPolicy()));
    return given.stream()
        .map(
            each ->
                each.imagePullPolicy() == null
                    ? each.withImagePullPolicy(policies.get(each.name()))
                    : each)
        .toList();
  }

  @Override
  public boolean countsGenerations() {
    return true;
  }

  @Override
  public boolean sameSpec(Pod one, Pod other) {
    return one.spec().equals(other.spec());
  }

  @Override
  public void validate(Pod pod, Violations violations) {
    PodValidation.check(pod.spec(), violations.at("spec"));
  }

  @Override
  public void validateUpdate(Pod now, Pod next, Violations violations) {
    PodUpdate.check(now.spec(), next.spec(), violations.at("spec"));
  }

  /** Kubernetes: a pod that no node runs, or that has ended, needs no time to stop. */
  @Override
  public long graceSeconds(Pod pod, Optional<Long> asked) {
    String node = pod.spec().nodeName();
    if (node == null || node.isEmpty() || Pods.isTerminal(pod)) {
      return 0;
    }
    long own = Objects.requireNonNullElse(pod.spec().terminationGracePeriodSeconds(), 30L);
    long grace = asked.orElse(own);
    return grace < 0 ? 1 : grace;
  }
}
