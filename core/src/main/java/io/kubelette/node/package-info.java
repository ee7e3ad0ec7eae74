/**
 * What a node says of itself: its registration, its status and conditions, and the lease that shows
 * it to be alive.
 *
 * <p>The statements are pure functions of what was observed ({@link
 * io.kubelette.node.NodeConditions}, {@link io.kubelette.node.NodeStatuses}); {@link
 * io.kubelette.node.LeasedNodeStatusReporter} observes, decides and writes, in that order.
 *
 * <p>Threads: none of its own. State belongs to the event loop that the reporter is given; the
 * machine, the runtime and the API are asked on the I/O pool.
 *
 * <p>May import: model, loop, api, runtime.
 */
@NullMarked
package io.kubelette.node;

import org.jspecify.annotations.NullMarked;
