package io.kubelette.model;

import java.util.List;

/** Verbs that a user may use on resources. */
@Shape
public record ResourceRule(
    List<String> apiGroups, List<String> resourceNames, List<String> resources, List<String> verbs)
    implements ResourceRuleBuilder.With {
  public ResourceRule {
    apiGroups = Frozen.list(apiGroups);
    resourceNames = Frozen.list(resourceNames);
    resources = Frozen.list(resources);
    verbs = Frozen.list(verbs);
  }
}
