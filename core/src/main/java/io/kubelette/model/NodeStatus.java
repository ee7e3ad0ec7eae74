package io.kubelette.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a node: its capacity, addresses and conditions.
 *
 * @param capacity what the machine has
 * @param allocatable what of it pods may use
 */
@Shape
public record NodeStatus(
    Map<String, Quantity> capacity,
    Map<String, Quantity> allocatable,
    @Carried @Nullable String phase,
    List<NodeCondition> conditions,
    List<NodeAddress> addresses,
    @Nullable NodeDaemonEndpoints daemonEndpoints,
    @Nullable NodeSystemInfo nodeInfo,
    List<ContainerImage> images,
    @Carried List<String> volumesInUse,
    @Carried List<AttachedVolume> volumesAttached,
    @Carried @Nullable Opaque config,
    @Carried List<NodeRuntimeHandler> runtimeHandlers,
    @Carried @Nullable NodeFeatures features,
    @Carried List<String> declaredFeatures)
    implements NodeStatusBuilder.With {
  /** Nothing set. */
  public static final NodeStatus EMPTY = NodeStatusBuilder.builder().build();

  public NodeStatus {
    capacity = Frozen.map(capacity);
    allocatable = Frozen.map(allocatable);
    conditions = Frozen.list(conditions);
    addresses = Frozen.list(addresses);
    images = Frozen.list(images);
    volumesInUse = Frozen.list(volumesInUse);
    volumesAttached = Frozen.list(volumesAttached);
    runtimeHandlers = Frozen.list(runtimeHandlers);
    declaredFeatures = Frozen.list(declaredFeatures);
  }
}
