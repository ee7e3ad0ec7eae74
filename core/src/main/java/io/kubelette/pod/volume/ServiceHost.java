package io.kubelette.pod.volume;

/**
 * Where containers reach a service, with each of its ports under the number that it has.
 *
 * @param address numeric
 */
public record ServiceHost(String namespace, String service, String address) {}
