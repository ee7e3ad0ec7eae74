package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a service from outside. */
@Shape
public record ServiceStatus(
    @Nullable LoadBalancerStatus loadBalancer, @Carried List<Condition> conditions)
    implements ServiceStatusBuilder.With {
  /** Nothing set. */
  public static final ServiceStatus EMPTY = ServiceStatusBuilder.builder().build();

  public ServiceStatus {
    conditions = Frozen.list(conditions);
  }
}
