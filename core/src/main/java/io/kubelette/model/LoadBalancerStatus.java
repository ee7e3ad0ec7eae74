package io.kubelette.model;

import java.util.List;

/** Where a load balancer takes traffic. */
@Shape
public record LoadBalancerStatus(List<LoadBalancerIngress> ingress)
    implements LoadBalancerStatusBuilder.With {
  public LoadBalancerStatus {
    ingress = Frozen.list(ingress);
  }
}
