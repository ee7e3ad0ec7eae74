package io.kubelette.runtime;

import io.soabase.recordbuilder.core.RecordBuilder;
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
@RecordBuilder
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
    Map<String, String> annotations)
    implements ContainerSpecBuilder.With {

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
}
