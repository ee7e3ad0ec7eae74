package io.kubelette.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The container to create, with everything resolved: a runtime looks nothing up.
 *
 * @param pod whose container it is
 * @param sandboxId the ready sandbox that it joins
 * @param name the container's name in its pod
 * @param attempt 0 for the first container of that name, one more for each restart
 * @param hash of the parts of the definition whose change replaces the container
 * @param image the image's reference as the pod names it; the image is present
 * @param command replaces the image's entry point, and drops its arguments; empty keeps both
 * @param args replaces the image's arguments; empty keeps them unless there is a command
 * @param workingDir replaces the image's working directory
 * @param env the environment, in order; names are unique
 * @param terminationGrace how long the container may take to end, kept for whoever adopts it
 * @param mounts what of the node it sees; no two at one path
 * @param resources how much of the machine it may use
 * @param security the rights under which it runs
 * @param namespaces those of its sandbox, and whose processes it sees
 * @param streams what its standard streams are
 * @param logs how much of what it writes is kept
 * @param stopSignal what asks it to end; null for what its image says
 * @param labels for people and their tools; a runtime does not read them
 * @param annotations kept for whoever adopts it, see {@link ObservedContainer#annotations()}
 */
public record ContainerSpec(
    PodIdentity pod,
    String sandboxId,
    String name,
    int attempt,
    String hash,
    String image,
    List<String> command,
    List<String> args,
    @Nullable String workingDir,
    Map<String, String> env,
    Duration terminationGrace,
    List<Mount> mounts,
    ContainerResources resources,
    ContainerSecurity security,
    Namespaces namespaces,
    StandardStreams streams,
    LogLimits logs,
    @Nullable StopSignal stopSignal,
    Map<String, String> labels,
    Map<String, String> annotations) {

  /** Copies what is small; the environment and the command are the caller's to leave alone. */
  public ContainerSpec {
    mounts = List.copyOf(mounts);
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** A container that asks for nothing of the node. */
  public ContainerSpec(
      PodIdentity pod,
      String sandboxId,
      String name,
      int attempt,
      String hash,
      String image,
      List<String> command,
      List<String> args,
      @Nullable String workingDir,
      Map<String, String> env,
      Duration terminationGrace) {
    this(
        pod,
        sandboxId,
        name,
        attempt,
        hash,
        image,
        command,
        args,
        workingDir,
        env,
        terminationGrace,
        List.of(),
        ContainerResources.UNLIMITED,
        ContainerSecurity.DEFAULT,
        Namespaces.POD,
        StandardStreams.OUTPUT_ONLY,
        LogLimits.DEFAULT,
        null,
        Map.of(),
        Map.of());
  }

  /** Leaves the values of the environment out: some of them are secrets. */
  @Override
  public String toString() {
    return "ContainerSpec[%s/%s/%s attempt=%d image=%s env=%s]"
        .formatted(pod.namespace(), pod.name(), name, attempt, image, env.keySet());
  }

  /** The same with another pod. */
  public ContainerSpec withPod(PodIdentity pod) {
    return ContainerSpecBuilder.builder(this).pod(pod).build();
  }

  /** The same with another sandboxId. */
  public ContainerSpec withSandboxId(String sandboxId) {
    return ContainerSpecBuilder.builder(this).sandboxId(sandboxId).build();
  }

  /** The same with another name. */
  public ContainerSpec withName(String name) {
    return ContainerSpecBuilder.builder(this).name(name).build();
  }

  /** The same with another attempt. */
  public ContainerSpec withAttempt(int attempt) {
    return ContainerSpecBuilder.builder(this).attempt(attempt).build();
  }

  /** The same with another hash. */
  public ContainerSpec withHash(String hash) {
    return ContainerSpecBuilder.builder(this).hash(hash).build();
  }

  /** The same with another image. */
  public ContainerSpec withImage(String image) {
    return ContainerSpecBuilder.builder(this).image(image).build();
  }

  /** The same with another command. */
  public ContainerSpec withCommand(List<String> command) {
    return ContainerSpecBuilder.builder(this).command(command).build();
  }

  /** The same with another args. */
  public ContainerSpec withArgs(List<String> args) {
    return ContainerSpecBuilder.builder(this).args(args).build();
  }

  /** The same with another workingDir. */
  public ContainerSpec withWorkingDir(@Nullable String workingDir) {
    return ContainerSpecBuilder.builder(this).workingDir(workingDir).build();
  }

  /** The same with another env. */
  public ContainerSpec withEnv(Map<String, String> env) {
    return ContainerSpecBuilder.builder(this).env(env).build();
  }

  /** The same with another terminationGrace. */
  public ContainerSpec withTerminationGrace(Duration terminationGrace) {
    return ContainerSpecBuilder.builder(this).terminationGrace(terminationGrace).build();
  }

  /** The same with another mounts. */
  public ContainerSpec withMounts(List<Mount> mounts) {
    return ContainerSpecBuilder.builder(this).mounts(mounts).build();
  }

  /** The same with another resources. */
  public ContainerSpec withResources(ContainerResources resources) {
    return ContainerSpecBuilder.builder(this).resources(resources).build();
  }

  /** The same with another security. */
  public ContainerSpec withSecurity(ContainerSecurity security) {
    return ContainerSpecBuilder.builder(this).security(security).build();
  }

  /** The same with another namespaces. */
  public ContainerSpec withNamespaces(Namespaces namespaces) {
    return ContainerSpecBuilder.builder(this).namespaces(namespaces).build();
  }

  /** The same with another streams. */
  public ContainerSpec withStreams(StandardStreams streams) {
    return ContainerSpecBuilder.builder(this).streams(streams).build();
  }

  /** The same with another logs. */
  public ContainerSpec withLogs(LogLimits logs) {
    return ContainerSpecBuilder.builder(this).logs(logs).build();
  }

  /** The same with another stopSignal. */
  public ContainerSpec withStopSignal(@Nullable StopSignal stopSignal) {
    return ContainerSpecBuilder.builder(this).stopSignal(stopSignal).build();
  }

  /** The same with another labels. */
  public ContainerSpec withLabels(Map<String, String> labels) {
    return ContainerSpecBuilder.builder(this).labels(labels).build();
  }

  /** The same with another annotations. */
  public ContainerSpec withAnnotations(Map<String, String> annotations) {
    return ContainerSpecBuilder.builder(this).annotations(annotations).build();
  }
}
