package io.kubelette.model;

import java.util.List;

/** Verbs that are allowed on resources or paths. */
@Shape
public record PolicyRule(
    List<String> apiGroups,
    List<String> nonResourceURLs,
    List<String> resourceNames,
    List<String> resources,
    List<String> verbs)
    implements PolicyRuleBuilder.With {
  public PolicyRule {
    apiGroups = Frozen.list(apiGroups);
    nonResourceURLs = Frozen.list(nonResourceURLs);
    resourceNames = Frozen.list(resourceNames);
    resources = Frozen.list(resources);
    verbs = Frozen.list(verbs);
  }
}
