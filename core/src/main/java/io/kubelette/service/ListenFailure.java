package io.kubelette.service;

import java.net.InetSocketAddress;

/**
 * An entrance that cannot be listened on as the table says.
 *
 * @param name the service port
 * @param wanted the address of the entrance
 * @param reason why not, and what the user can do
 */
public record ListenFailure(ServicePortName name, InetSocketAddress wanted, String reason) {}
