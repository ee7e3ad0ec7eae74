package io.kubelette.service;

import java.net.InetSocketAddress;

/**
 * Where a load balancer asks whether this node has endpoints of a service (healthCheckNodePort).
 *
 * <p>A GET there is answered with status 200 if the node has any, and 503 if not.
 *
 * @param namespace the service's namespace
 * @param service the service's name
 * @param address where it is asked
 * @param localEndpoints how many endpoints of the service this node has
 */
public record HealthCheck(
    String namespace, String service, InetSocketAddress address, int localEndpoints) {}
