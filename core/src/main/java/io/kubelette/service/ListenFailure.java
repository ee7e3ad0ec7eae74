package io.kubelette.service;

import java.net.InetSocketAddress;

/**
 * A route whose frontend cannot be listened on as the table says.
 *
 * @param name the service port
 * @param wanted the frontend of the table
 * @param reason why not, and what the user can do
 */
public record ListenFailure(ServicePortName name, InetSocketAddress wanted, String reason) {}
