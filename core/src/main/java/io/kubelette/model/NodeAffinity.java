package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The nodes that a pod requires, and those that it prefers. */
@Shape
public record NodeAffinity(
    @Nullable NodeSelector requiredDuringSchedulingIgnoredDuringExecution,
    @Carried List<PreferredSchedulingTerm> preferredDuringSchedulingIgnoredDuringExecution)
    implements NodeAffinityBuilder.With {
  public NodeAffinity {
    preferredDuringSchedulingIgnoredDuringExecution =
        Frozen.list(preferredDuringSchedulingIgnoredDuringExecution);
  }
}
