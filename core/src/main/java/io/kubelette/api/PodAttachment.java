package io.kubelette.api;

import io.kubelette.model.PodKey;
import io.kubelette.runtime.StandardStreams;
import org.jspecify.annotations.Nullable;

/**
 * An attachment to the program of a running container of a pod.
 *
 * @param pod which pod
 * @param container which of its containers; null for the only one, or the one that the annotation
 *     {@code kubectl.kubernetes.io/default-container} names
 * @param streams input only if the container is defined with {@code stdin}; a terminal exactly if
 *     it is defined with {@code tty}
 */
public record PodAttachment(PodKey pod, @Nullable String container, StandardStreams streams) {}
