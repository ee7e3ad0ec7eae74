package io.kubelette.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits of a namespace. */
@Shape
public record ResourceQuotaSpec(
    Map<String, Quantity> hard, @Nullable Opaque scopeSelector, List<String> scopes)
    implements ResourceQuotaSpecBuilder.With {
  /** Nothing set. */
  public static final ResourceQuotaSpec EMPTY = ResourceQuotaSpecBuilder.builder().build();

  public ResourceQuotaSpec {
    hard = Frozen.map(hard);
    scopes = Frozen.list(scopes);
  }
}
