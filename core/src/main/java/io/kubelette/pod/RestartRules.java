package io.kubelette.pod;

import io.kubelette.model.Container;
import io.kubelette.model.ContainerRestartRule;
import io.kubelette.model.ContainerRestartRuleOnExitCodes;
import org.jspecify.annotations.Nullable;

/**
 * Whether a container that ended runs again: its own rules, its own policy, then the pod's. Pure.
 */
final class RestartRules {

  private static final String RESTART = "Restart";
  static final String RESTART_ALL = "RestartAllContainers";

  private RestartRules() {}

  static boolean restarts(DefinedContainer container, int exitCode) {
    String action = actionAfter(container.definition(), exitCode);
    if (RESTART.equals(action) || RESTART_ALL.equals(action)) {
      return true;
    }
    String own = container.definition().restartPolicy();
    return switch (own == null ? container.podPolicy() : own) {
      case "Never" -> false;
      case "OnFailure" -> exitCode != 0;
      default -> true;
    };
  }

  /** Whether all containers of the pod run again when this one has ended so. */
  static boolean restartsAll(DefinedContainer container, int exitCode) {
    // An init container that did its work has nothing to complain of.
    boolean well = container.role() == ContainerRole.INIT && exitCode == 0;
    return !well && RESTART_ALL.equals(actionAfter(container.definition(), exitCode));
  }

  /** Of the first rule that speaks of this exit code. */
  private static @Nullable String actionAfter(Container container, int exitCode) {
    for (ContainerRestartRule rule : container.restartPolicyRules()) {
      ContainerRestartRuleOnExitCodes codes = rule.exitCodes();
      if (codes != null && speaksOf(codes, exitCode)) {
        return rule.action();
      }
    }
    return null;
  }

  private static boolean speaksOf(ContainerRestartRuleOnExitCodes codes, int exitCode) {
    boolean named = codes.values().contains(exitCode);
    return "In".equals(codes.operator()) ? named : "NotIn".equals(codes.operator()) && !named;
  }
}
