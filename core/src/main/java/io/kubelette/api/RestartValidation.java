package io.kubelette.api;

import io.kubelette.model.Container;
import io.kubelette.model.ContainerRestartRule;
import io.kubelette.model.ContainerRestartRuleOnExitCodes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What must hold for a container's own restart policy and its rules. Pure. */
final class RestartValidation {

  private static final Set<String> POLICIES = Set.of("Always", "Never", "OnFailure");
  private static final Set<String> ACTIONS = Set.of("Restart", "RestartAllContainers");
  private static final Set<String> OPERATORS = Set.of("In", "NotIn");

  /** Kubernetes: at most so many rules, and so many exit codes in one of them. */
  private static final int MOST_RULES = 20;

  private static final int MOST_CODES = 255;

  private RestartValidation() {}

  static void check(Container container, Violations at) {
    List<ContainerRestartRule> rules = container.restartPolicyRules();
    if (container.restartPolicy() != null) {
      known(container.restartPolicy(), POLICIES, at.at("restartPolicy"));
    } else if (!rules.isEmpty()) {
      at.at("restartPolicy").required("must specify restartPolicy when restart rules are used");
    }
    if (rules.size() > MOST_RULES) {
      at.at("restartPolicyRules").tooMany(rules.size(), MOST_RULES);
    }
    for (int i = 0; i < rules.size(); i++) {
      Violations here = at.at("restartPolicyRules", i);
      known(rules.get(i).action(), ACTIONS, here.at("action"));
      exitCodes(rules.get(i).exitCodes(), here.at("exitCodes"));
    }
  }

  private static void exitCodes(@Nullable ContainerRestartRuleOnExitCodes codes, Violations at) {
    if (codes == null) {
      at.required("must be specified");
      return;
    }
    known(codes.operator(), OPERATORS, at.at("operator"));
    if (codes.values().size() > MOST_CODES) {
      at.at("values").tooMany(codes.values().size(), MOST_CODES);
    }
  }

  /** Nothing is not one of them either. */
  private static void known(@Nullable String word, Set<String> words, Violations at) {
    String text = word == null ? "" : word;
    if (!words.contains(text)) {
      at.unsupported(text, new TreeSet<>(words));
    }
  }
}
