package io.kubelette.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pod should be: its containers, and how they start, restart and end.
 *
 * @param initContainers run one after another, each to its end, before the containers
 * @param restartPolicy Always, OnFailure or Never
 * @param terminationGracePeriodSeconds seconds between the stop signal and the kill; Kubernetes: 30
 * @param activeDeadlineSeconds seconds after the start at which the pod fails
 * @param nodeSelector labels that the node must have
 * @param serviceAccount the old name of serviceAccountName
 * @param nodeName the node it is bound to
 * @param overhead what the sandbox itself needs
 */
@Shape
public record PodSpec(
    List<Volume> volumes,
    List<Container> initContainers,
    List<Container> containers,
    List<EphemeralContainer> ephemeralContainers,
    @Nullable String restartPolicy,
    @Nullable Long terminationGracePeriodSeconds,
    @Nullable Long activeDeadlineSeconds,
    @Nullable String dnsPolicy,
    Map<String, String> nodeSelector,
    @Carried @Nullable String serviceAccountName,
    @Carried @Nullable String serviceAccount,
    @Carried @Nullable Boolean automountServiceAccountToken,
    @Nullable String nodeName,
    @Nullable Boolean hostNetwork,
    @Nullable Boolean hostPID,
    @Nullable Boolean hostIPC,
    @Nullable Boolean shareProcessNamespace,
    @Nullable PodSecurityContext securityContext,
    List<LocalObjectReference> imagePullSecrets,
    @Nullable String hostname,
    @Nullable String subdomain,
    @Nullable Affinity affinity,
    @Nullable String schedulerName,
    List<Toleration> tolerations,
    List<HostAlias> hostAliases,
    @Nullable String priorityClassName,
    @Nullable Integer priority,
    @Nullable PodDNSConfig dnsConfig,
    List<PodReadinessGate> readinessGates,
    @Carried @Nullable String runtimeClassName,
    @Nullable Boolean enableServiceLinks,
    @Carried @Nullable String preemptionPolicy,
    Map<String, Quantity> overhead,
    @Carried List<Opaque> topologySpreadConstraints,
    @Nullable Boolean setHostnameAsFQDN,
    @Nullable PodOS os,
    @Nullable Boolean hostUsers,
    List<PodSchedulingGate> schedulingGates,
    @Carried List<Opaque> resourceClaims,
    @Nullable ResourceRequirements resources,
    @Carried @Nullable String hostnameOverride,
    @Carried @Nullable Opaque schedulingGroup)
    implements PodSpecBuilder.With {
  /** Nothing set. */
  public static final PodSpec EMPTY = PodSpecBuilder.builder().build();

  public PodSpec {
    volumes = Frozen.list(volumes);
    initContainers = Frozen.list(initContainers);
    containers = Frozen.list(containers);
    ephemeralContainers = Frozen.list(ephemeralContainers);
    nodeSelector = Frozen.map(nodeSelector);
    imagePullSecrets = Frozen.list(imagePullSecrets);
    tolerations = Frozen.list(tolerations);
    hostAliases = Frozen.list(hostAliases);
    readinessGates = Frozen.list(readinessGates);
    overhead = Frozen.map(overhead);
    topologySpreadConstraints = Frozen.list(topologySpreadConstraints);
    schedulingGates = Frozen.list(schedulingGates);
    resourceClaims = Frozen.list(resourceClaims);
  }
}
