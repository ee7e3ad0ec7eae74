package io.kubelette.api.http;

import io.kubelette.api.ApiServer;
import io.kubelette.api.PodAccess;
import io.kubelette.loop.Clock;
import io.kubelette.loop.EventLoop;
import io.kubelette.loop.IoPool;
import java.util.Optional;
import java.util.function.Function;

/**
 * What all requests are answered from.
 *
 * @param api the objects
 * @param nodes the containers of the nodes that can be reached, by the node's name
 * @param clock for ages and timeouts
 * @param limits on what a client may ask
 * @param encoded the objects that someone asked for lately
 * @param workers where calls of the API may block
 * @param streams where logs, commands and forwarded ports block as long as they last
 * @param measures where metrics are asked for, which engines and the application may take long to
 *     tell
 * @param watches the loop that tells changes to all watchers
 */
record Ground(
    ApiServer api,
    Function<String, Optional<PodAccess>> nodes,
    Clock clock,
    HttpLimits limits,
    EncodedObjects encoded,
    IoPool workers,
    StreamPool streams,
    IoPool measures,
    EventLoop watches) {}
