package io.kubelette.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a pod: its phase, its conditions and its containers.
 *
 * @param phase Pending, Running, Succeeded, Failed or Unknown
 * @param nominatedNodeName where it would run once others have made room
 * @param startTime when the node took the pod in
 * @param qosClass Guaranteed, Burstable or BestEffort
 */
@Shape
public record PodStatus(
    @Nullable Long observedGeneration,
    @Nullable String phase,
    List<PodCondition> conditions,
    @Nullable String message,
    @Nullable String reason,
    @Carried @Nullable String nominatedNodeName,
    @Nullable String hostIP,
    List<HostIP> hostIPs,
    @Nullable String podIP,
    List<PodIP> podIPs,
    @Time @Nullable Instant startTime,
    List<ContainerStatus> initContainerStatuses,
    List<ContainerStatus> containerStatuses,
    @Nullable String qosClass,
    List<ContainerStatus> ephemeralContainerStatuses,
    @Carried @Nullable String resize,
    @Carried List<Opaque> resourceClaimStatuses,
    @Carried @Nullable Opaque extendedResourceClaimStatus,
    @Carried List<Opaque> nodeAllocatableResourceClaimStatuses,
    @Carried Map<String, Quantity> allocatedResources,
    @Carried @Nullable ResourceRequirements resources)
    implements PodStatusBuilder.With {
  /** Nothing set. */
  public static final PodStatus EMPTY = PodStatusBuilder.builder().build();

  public PodStatus {
    conditions = Frozen.list(conditions);
    hostIPs = Frozen.list(hostIPs);
    podIPs = Frozen.list(podIPs);
    initContainerStatuses = Frozen.list(initContainerStatuses);
    containerStatuses = Frozen.list(containerStatuses);
    ephemeralContainerStatuses = Frozen.list(ephemeralContainerStatuses);
    resourceClaimStatuses = Frozen.list(resourceClaimStatuses);
    nodeAllocatableResourceClaimStatuses = Frozen.list(nodeAllocatableResourceClaimStatuses);
    allocatedResources = Frozen.map(allocatedResources);
  }
}
