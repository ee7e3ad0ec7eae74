package io.kubelette.runtime;

/**
 * A port of a pod, on which one of its containers says that it listens.
 *
 * @param number from 1 to 65535
 * @param protocol what is spoken there
 */
public record PodPort(int number, PortMapping.Protocol protocol) {}
