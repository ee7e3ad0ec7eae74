package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a node may be used. */
@Shape
public record NodeSpec(
    @Carried @Nullable String podCIDR,
    @Carried List<String> podCIDRs,
    @Carried @Nullable String providerID,
    @Nullable Boolean unschedulable,
    List<Taint> taints,
    @Carried @Nullable Opaque configSource,
    @Carried @Nullable String externalID)
    implements NodeSpecBuilder.With {
  /** Nothing set. */
  public static final NodeSpec EMPTY = NodeSpecBuilder.builder().build();

  public NodeSpec {
    podCIDRs = Frozen.list(podCIDRs);
    taints = Frozen.list(taints);
  }
}
