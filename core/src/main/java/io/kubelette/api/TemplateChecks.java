package io.kubelette.api;

import io.kubelette.model.LabelSelector;
import io.kubelette.model.LabelSelectorRequirement;
import io.kubelette.model.PodTemplateSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks that kinds with a template of pods share, in Kubernetes' words. */
final class TemplateChecks {

  private TemplateChecks() {}

  /** The selector is there and selects what the template makes. */
  static void selected(
      @Nullable LabelSelector selector, @Nullable PodTemplateSpec template, Violations at) {
    if (selector == null) {
      at.at("selector").required("");
      return;
    }
    if (selector.matchLabels().isEmpty() && selector.matchExpressions().isEmpty()) {
      at.at("selector").invalid("{}", "empty selector is invalid for this kind");
    }
    selector(selector, at.at("selector"));
    if (template != null && !matches(selector, template.metadata().labels())) {
      at.at("template.metadata.labels")
          .invalid(template.metadata().labels(), "`selector` does not match template `labels`");
    }
  }

  static void selector(@Nullable LabelSelector selector, Violations at) {
    if (selector == null) {
      return;
    }
    MetadataRules.labels(selector.matchLabels(), at.at("matchLabels"));
    for (int i = 0; i < selector.matchExpressions().size(); i++) {
      LabelSelectorRequirement expression = selector.matchExpressions().get(i);
      Violations here = at.at("matchExpressions", i);
      Checks.name(expression.key(), Names::qualifiedName, here.at("key"));
      try {
        new LabelSelector(Map.of(), List.of(expression)).toQuery();
      } catch (IllegalArgumentException wrong) {
        here.at("operator")
            .invalid(String.valueOf(expression.operator()), String.valueOf(wrong.getMessage()));
      }
    }
  }

  private static boolean matches(LabelSelector selector, Map<String, String> labels) {
    try {
      return selector.matches(labels);
    } catch (IllegalArgumentException wrong) {
      return true; // told already
    }
  }

  /** The template makes pods that are valid, and that restart as the kind needs. */
  static void template(
      @Nullable PodTemplateSpec template, List<String> restartPolicies, Violations at) {
    Violations here = at.at("template");
    if (template == null) {
      here.required("");
      return;
    }
    MetadataRules.labels(template.metadata().labels(), here.at("metadata.labels"));
    PodValidation.check(template.spec(), here.at("spec"));
    String policy = Objects.requireNonNullElse(template.spec().restartPolicy(), "Always");
    if (!restartPolicies.contains(policy)) {
      here.at("spec.restartPolicy").unsupported(policy, restartPolicies);
    }
  }

  static void unchanged(@Nullable Object now, @Nullable Object next, Violations at) {
    if (!Objects.equals(now, next)) {
      at.invalid(String.valueOf(next), "field is immutable");
    }
  }
}
