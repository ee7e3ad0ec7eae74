package io.kubelette.simulation;

import io.kubelette.model.Container;
import io.kubelette.model.ContainerRestartRule;
import io.kubelette.model.Pod;

/** What a pod's words say of a container that ended; told anew here, so as not to err with core. */
final class OwnRules {

  private OwnRules() {}

  /** Whether a container of the pod departs from the pod's policy. */
  static boolean has(Pod pod) {
    return pod.spec().containers().stream().anyMatch(each -> each.restartPolicy() != null);
  }

  /** Whether the container runs again after that exit code. */
  static boolean restarts(Pod pod, Container container, int code) {
    for (ContainerRestartRule rule : container.restartPolicyRules()) {
      boolean named = rule.exitCodes().values().contains(code);
      if (named == "In".equals(rule.exitCodes().operator())) {
        return true;
      }
    }
    String policy =
        container.restartPolicy() == null ? pod.spec().restartPolicy() : container.restartPolicy();
    return "Always".equals(policy) || ("OnFailure".equals(policy) && code != 0);
  }
}
