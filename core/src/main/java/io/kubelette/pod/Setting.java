package io.kubelette.pod;

import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Among what a container starts: the ground on which its environment and its mounts are resolved.
 *
 * @param pod as desired
 * @param definition the pod's words about the container
 * @param podAddress the pod's IP address; null on the host's network
 * @param running the names of the pod's containers that run
 */
record Setting(Pod pod, Container definition, @Nullable String podAddress, Set<String> running) {}
