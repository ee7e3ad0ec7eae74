package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One address of a load balancer. */
@Shape
public record LoadBalancerIngress(
    @Nullable String ip,
    @Carried @Nullable String hostname,
    @Nullable String ipMode,
    @Carried List<PortStatus> ports)
    implements LoadBalancerIngressBuilder.With {
  public LoadBalancerIngress {
    ports = Frozen.list(ports);
  }
}
