package io.kubelette.model;

import java.util.List;

/** What must be done before a namespace may go. */
@Shape
public record NamespaceSpec(@Carried List<String> finalizers) implements NamespaceSpecBuilder.With {
  /** Nothing set. */
  public static final NamespaceSpec EMPTY = NamespaceSpecBuilder.builder().build();

  public NamespaceSpec {
    finalizers = Frozen.list(finalizers);
  }
}
