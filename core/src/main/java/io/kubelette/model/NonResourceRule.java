package io.kubelette.model;

import java.util.List;

/** Verbs that a user may use on paths that are no resources. */
@Shape
public record NonResourceRule(List<String> nonResourceURLs, List<String> verbs)
    implements NonResourceRuleBuilder.With {
  public NonResourceRule {
    nonResourceURLs = Frozen.list(nonResourceURLs);
    verbs = Frozen.list(verbs);
  }
}
