/**
 * Side-by-side runs of the service proxy and its peers, on one machine that they share with the
 * load: read the ratios, not the figures.
 *
 * <p>Threads: a server thread, and the caller's, which makes the load; each proxy is a process.
 *
 * <p>May import: io.kubelette.proxy.nio, io.kubelette.service, io.kubelette.loop.
 */
@NullMarked
package io.kubelette.benchmarks.proxy;

import org.jspecify.annotations.NullMarked;
