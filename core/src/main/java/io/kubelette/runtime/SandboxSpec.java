package io.kubelette.runtime;

/**
 * The sandbox to run: the network and IPC namespaces that a pod's containers share.
 *
 * @param pod whose sandbox it is
 * @param attempt 0 for the pod's first sandbox, one more for each that replaces a lost one
 * @param hostname the name that the pod's containers see as their host's
 */
public record SandboxSpec(PodIdentity pod, int attempt, String hostname) {}
