/**
 * The service control plane: from Services and EndpointSlices to a table that a proxy follows.
 *
 * <p>{@link io.kubelette.service.RoutingTable} is derived, pure, from the objects; {@link
 * io.kubelette.service.ServiceProxy} is the SPI of what moves the traffic; {@code ServiceRouting}
 * watches the one and applies the other.
 *
 * <p>Threads: the table and the routes are immutable; the routing belongs to the event loop that it
 * is given and applies tables on the I/O pool; a proxy owns its own threads.
 *
 * <p>May import: model, loop, manifest, api.
 */
@NullMarked
package io.kubelette.service;

import org.jspecify.annotations.NullMarked;
