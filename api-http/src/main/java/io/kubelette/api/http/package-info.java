/**
 * The Kubernetes REST protocol over an {@link io.kubelette.api.ApiServer}, so that kubectl and the
 * usual clients work unchanged.
 *
 * <p>The way in is {@link io.kubelette.api.http.ApiHttpServer}. A connection is a Netty pipeline
 * that ends in a {@code RequestGate}, which turns one request at a time into an {@code Exchange}; a
 * {@code Router} finds out what it asks for, and {@code ObjectRequests}, {@code WatchRequests} or
 * {@code PodStreams} answer it. No rule of objects lives here: those are {@code api}'s.
 *
 * <p>Threads: Netty's event loops own the connections and never block; what may block (the store, a
 * pod's streams) runs on two I/O pools; one event loop of its own tells changes to all watchers, so
 * that each change is encoded once.
 *
 * <p>May import: core.
 */
@NullMarked
package io.kubelette.api.http;

import org.jspecify.annotations.NullMarked;
