package io.kubelette.api;

import io.kubelette.model.LabelQuery;
import io.kubelette.model.Pod;
import io.kubelette.model.PodCondition;

/** What one waits for about pods. */
public final class Pods {

  private Pods() {}

  /**
   * Every pod that the labels select is ready, and there is at least one.
   *
   * @param labels in the grammar of {@code kubectl -l}; "" for all
   * @throws io.kubelette.model.SyntaxException if the labels do not follow it
   */
  public static Expectation ready(String namespace, String labels) {
    return ready(namespace, labels, 1);
  }

  /** Every pod that the labels select is ready, and there are at least so many. */
  public static Expectation ready(String namespace, String labels, int atLeast) {
    LabelQuery.parse(labels);
    return new PodExpectation(
        new PodExpectation.Wanted("ready", atLeast, Pods::isReady), namespace, labels);
  }

  /**
   * Every pod that the labels select is in the phase, such as {@code Succeeded}, and there is at
   * least one.
   */
  public static Expectation phase(String namespace, String labels, String phase) {
    LabelQuery.parse(labels);
    return new PodExpectation(
        new PodExpectation.Wanted(phase, 1, pod -> phase.equals(pod.status().phase())),
        namespace,
        labels);
  }

  /** No pod is there that the labels select. */
  public static Expectation gone(String namespace, String labels) {
    LabelQuery.parse(labels);
    return new PodExpectation(
        new PodExpectation.Wanted("gone", 0, pod -> false), namespace, labels);
  }

  /** Whether the pod's condition {@code Ready} is true. */
  public static boolean isReady(Pod pod) {
    return hasCondition(pod, "Ready");
  }

  /** Whether the pod has ended for good: it {@code Succeeded} or {@code Failed}. */
  public static boolean isTerminal(Pod pod) {
    return "Succeeded".equals(pod.status().phase()) || "Failed".equals(pod.status().phase());
  }

  /** Whether the condition of that type is true. */
  public static boolean hasCondition(Pod pod, String type) {
    for (PodCondition condition : pod.status().conditions()) {
      if (type.equals(condition.type())) {
        return "True".equals(condition.status());
      }
    }
    return false;
  }
}
