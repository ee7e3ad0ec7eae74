package io.kubelette.runtime;

/**
 * An attachment to a container's own program.
 *
 * @param containerId which container
 * @param streams input only if the container was made with it; a terminal exactly if it has one
 */
public record AttachSpec(String containerId, StandardStreams streams) {}
