package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One container of a pod: its image, its command and its surroundings.
 *
 * @param command replaces the entry point of the image
 * @param args replaces the arguments of the image
 * @param restartPolicy Always on an init container makes it a sidecar
 * @param terminationMessagePath the file in the container whose end becomes the message of its
 *     status
 * @param imagePullPolicy Always, IfNotPresent or Never
 */
@Shape
public record Container(
    @Nullable String name,
    @Nullable String image,
    List<String> command,
    List<String> args,
    @Nullable String workingDir,
    List<ContainerPort> ports,
    List<EnvFromSource> envFrom,
    List<EnvVar> env,
    @Nullable ResourceRequirements resources,
    List<ContainerResizePolicy> resizePolicy,
    @Nullable String restartPolicy,
    List<ContainerRestartRule> restartPolicyRules,
    List<VolumeMount> volumeMounts,
    @Carried List<VolumeDevice> volumeDevices,
    @Nullable Probe livenessProbe,
    @Nullable Probe readinessProbe,
    @Nullable Probe startupProbe,
    @Nullable Lifecycle lifecycle,
    @Nullable String terminationMessagePath,
    @Nullable String terminationMessagePolicy,
    @Nullable String imagePullPolicy,
    @Nullable SecurityContext securityContext,
    @Nullable Boolean stdin,
    @Nullable Boolean stdinOnce,
    @Nullable Boolean tty)
    implements ContainerBuilder.With {
  public Container {
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
