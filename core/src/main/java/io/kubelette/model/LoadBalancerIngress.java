package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One address of a load balancer. */
@Shape
public record LoadBalancerIngress(
    @Carried @Nullable String ip,
    @Carried @Nullable String hostname,
    @Carried @Nullable String ipMode,
    @Carried List<PortStatus> ports)
    implements LoadBalancerIngressBuilder.With {
  public LoadBalancerIngress {
    ports = Frozen.list(ports);
  }
}
