package io.kubelette.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ports of a service, and the pods behind them.
 *
 * @param clusterIP the address of the service; {@code None} for one without, empty or absent to
 *     have one allocated
 * @param clusterIPs all addresses; the first is clusterIP
 * @param type ClusterIP, NodePort, LoadBalancer or ExternalName
 * @param sessionAffinity None or ClientIP
 * @param publishNotReadyAddresses whether traffic goes to pods that are not ready, too
 */
@Shape
public record ServiceSpec(
    List<ServicePort> ports,
    Map<String, String> selector,
    @Nullable String clusterIP,
    List<String> clusterIPs,
    @Nullable String type,
    List<String> externalIPs,
    @Nullable String sessionAffinity,
    @Nullable String loadBalancerIP,
    List<String> loadBalancerSourceRanges,
    @Carried @Nullable String externalName,
    @Nullable String externalTrafficPolicy,
    @Nullable Integer healthCheckNodePort,
    @Nullable Boolean publishNotReadyAddresses,
    @Nullable SessionAffinityConfig sessionAffinityConfig,
    @Carried List<String> ipFamilies,
    @Carried @Nullable String ipFamilyPolicy,
    @Nullable Boolean allocateLoadBalancerNodePorts,
    @Nullable String loadBalancerClass,
    @Nullable String internalTrafficPolicy,
    @Nullable String trafficDistribution)
    implements ServiceSpecBuilder.With {
  /** Nothing set. */
  public static final ServiceSpec EMPTY = ServiceSpecBuilder.builder().build();

  public ServiceSpec {
    ports = Frozen.list(ports);
    selector = Frozen.map(selector);
    clusterIPs = Frozen.list(clusterIPs);
    externalIPs = Frozen.list(externalIPs);
    loadBalancerSourceRanges = Frozen.list(loadBalancerSourceRanges);
    ipFamilies = Frozen.list(ipFamilies);
  }
}
