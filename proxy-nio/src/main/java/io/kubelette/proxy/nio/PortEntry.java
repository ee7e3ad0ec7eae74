package io.kubelette.proxy.nio;

import java.util.function.Supplier;

/**
 * What a connection needs to know of the entrance through which it came. Thread-safe: all loops ask
 * it.
 *
 * @param port the service port
 * @param backends the endpoints, asked anew each time
 */
record PortEntry(PortState port, Supplier<Backends> backends) {}
