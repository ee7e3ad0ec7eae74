package io.kubelette.service;

import java.net.InetAddress;

/**
 * Where a name leads containers: to a service with each of its ports under the number that it has,
 * or to an endpoint of a headless one.
 *
 * @param service its name; of a single endpoint its hostname, a dot, and that
 */
public record ContainerAddress(String namespace, String service, InetAddress address) {}
