package io.kubelette.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one container of a pod.
 *
 * @param lastState how the run before the present one ended
 * @param ready whether it passes its readiness probe
 * @param restartCount how often it was started again
 * @param imageID the image by its digest
 * @param containerID with the name of the runtime in front: {@code docker://…}
 * @param started whether it passed its startup probe
 * @param allocatedResources what its node has set aside for it, which a resize may ask to change
 * @param resources what it may use at this moment
 */
@Shape
public record ContainerStatus(
    @Nullable String name,
    @Nullable ContainerState state,
    @Nullable ContainerState lastState,
    @Nullable Boolean ready,
    @Nullable Integer restartCount,
    @Nullable String image,
    @Nullable String imageID,
    @Nullable String containerID,
    @Nullable Boolean started,
    Map<String, Quantity> allocatedResources,
    @Nullable ResourceRequirements resources,
    @Carried List<VolumeMountStatus> volumeMounts,
    @Carried @Nullable ContainerUser user,
    @Carried List<Opaque> allocatedResourcesStatus,
    @Nullable String stopSignal)
    implements ContainerStatusBuilder.With {
  public ContainerStatus {
    allocatedResources = Frozen.map(allocatedResources);
    volumeMounts = Frozen.list(volumeMounts);
    allocatedResourcesStatus = Frozen.list(allocatedResourcesStatus);
  }
}
