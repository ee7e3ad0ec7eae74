package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A container that is added to a running pod for a look inside. */
@Shape
public record EphemeralContainer(
    @Carried @Nullable String name,
    @Carried @Nullable String image,
    @Carried List<String> command,
    @Carried List<String> args,
    @Carried @Nullable String workingDir,
    @Carried List<ContainerPort> ports,
    @Carried List<EnvFromSource> envFrom,
    @Carried List<EnvVar> env,
    @Carried @Nullable ResourceRequirements resources,
    @Carried List<ContainerResizePolicy> resizePolicy,
    @Carried @Nullable String restartPolicy,
    @Carried List<ContainerRestartRule> restartPolicyRules,
    @Carried List<VolumeMount> volumeMounts,
    @Carried List<VolumeDevice> volumeDevices,
    @Carried @Nullable Probe livenessProbe,
    @Carried @Nullable Probe readinessProbe,
    @Carried @Nullable Probe startupProbe,
    @Carried @Nullable Lifecycle lifecycle,
    @Carried @Nullable String terminationMessagePath,
    @Carried @Nullable String terminationMessagePolicy,
    @Carried @Nullable String imagePullPolicy,
    @Carried @Nullable SecurityContext securityContext,
    @Carried @Nullable Boolean stdin,
    @Carried @Nullable Boolean stdinOnce,
    @Carried @Nullable Boolean tty,
    @Carried @Nullable String targetContainerName)
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
