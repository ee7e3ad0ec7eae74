package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A container that is added to a running pod for a look inside. */
@Shape
public record EphemeralContainer(
    @Nullable String name,
    @Nullable String image,
    List<String> command,
    List<String> args,
    @Nullable String workingDir,
    @Carried List<ContainerPort> ports,
    List<EnvFromSource> envFrom,
    List<EnvVar> env,
    @Carried @Nullable ResourceRequirements resources,
    @Carried List<ContainerResizePolicy> resizePolicy,
    @Carried @Nullable String restartPolicy,
    @Carried List<ContainerRestartRule> restartPolicyRules,
    List<VolumeMount> volumeMounts,
    @Carried List<VolumeDevice> volumeDevices,
    @Carried @Nullable Probe livenessProbe,
    @Carried @Nullable Probe readinessProbe,
    @Carried @Nullable Probe startupProbe,
    @Carried @Nullable Lifecycle lifecycle,
    @Carried @Nullable String terminationMessagePath,
    @Carried @Nullable String terminationMessagePolicy,
    @Nullable String imagePullPolicy,
    @Nullable SecurityContext securityContext,
    @Nullable Boolean stdin,
    @Nullable Boolean stdinOnce,
    @Nullable Boolean tty,
    @Nullable String targetContainerName)
    implements EphemeralContainerBuilder.With {
  public EphemeralContainer {
    command = Frozen.list(command);
    args = Frozen.list(args);
    ports = Frozen.list(ports);
    envFrom = Frozen.list(envFrom);
    env = Frozen.list(env);
    resizePolicy = Frozen.list(resizePolicy);
    restartPolicyRules = Frozen.list(restartPolicyRules);
    volumeMounts = Frozen.list(volumeMounts);
    volumeDevices = Frozen.list(volumeDevices);
  }
}
