package io.kubelette.pod.volume;

/**
 * Where a name leads containers: to a service with each of its ports under the number that it has,
 * or to an endpoint of a headless one; several may have one name.
 *
 * @param service its name; of a single endpoint its hostname, a dot, and that
 * @param address numeric
 */
public record ServiceHost(String namespace, String service, String address) {}
