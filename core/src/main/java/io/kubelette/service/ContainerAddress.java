package io.kubelette.service;

import java.net.InetAddress;

/** Where containers reach a service, with each of its ports under the number that it has. */
public record ContainerAddress(String namespace, String service, InetAddress address) {}
