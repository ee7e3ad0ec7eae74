package io.kubelette.runtime;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox to run: the network and IPC namespaces that a pod's containers share.
 *
 * @param pod whose sandbox it is
 * @param attempt 0 for the pod's first sandbox, one more for each that replaces a lost one
 * @param hostname the name that the pod's containers see as their host's; without effect in the
 *     host's network
 * @param namespaces with whom it shares them
 * @param ports what of it the host publishes; none in the host's network
 * @param listens the ports on which its containers say that they listen; published only by a
 *     runtime that has the ability {@link PublishedPods}
 * @param dns what its containers find in {@code /etc/resolv.conf}; null for the engine's own
 * @param sysctls kernel parameters of its namespaces, by name
 * @param memoryVolumes volumes in memory, which it keeps alive
 * @param labels for people and their tools; a runtime does not read them
 * @param annotations the same, but marked as annotations
 */
@RecordBuilder
public record SandboxSpec(
    PodIdentity pod,
    int attempt,
    String hostname,
    Namespaces namespaces,
    List<PortMapping> ports,
    List<PodPort> listens,
    @Nullable DnsSettings dns,
    Map<String, String> sysctls,
    List<MemoryVolume> memoryVolumes,
    Map<String, String> labels,
    Map<String, String> annotations)
    implements SandboxSpecBuilder.With {

  /** Copies the lists and maps. */
  public SandboxSpec {
    ports = List.copyOf(ports);
    listens = List.copyOf(listens);
    sysctls = Map.copyOf(sysctls);
    memoryVolumes = List.copyOf(memoryVolumes);
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** A sandbox that asks for nothing more than its name. */
  public SandboxSpec(PodIdentity pod, int attempt, String hostname) {
    this(
        pod,
        attempt,
        hostname,
        Namespaces.POD,
        List.of(),
        List.of(),
        null,
        Map.of(),
        List.of(),
        Map.of(),
        Map.of());
  }
}
