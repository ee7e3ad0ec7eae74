package io.kubelette.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many pods, of which template. */
@Shape
public record ReplicationControllerSpec(
    @Nullable Integer minReadySeconds,
    @Nullable Integer replicas,
    Map<String, String> selector,
    @Nullable PodTemplateSpec template)
    implements ReplicationControllerSpecBuilder.With {
  /** Nothing set. */
  public static final ReplicationControllerSpec EMPTY =
      ReplicationControllerSpecBuilder.builder().build();

  public ReplicationControllerSpec {
    selector = Frozen.map(selector);
  }
}
