/**
 * Threads, time and order: event loops, the I/O pool, trips between them, clocks and back-off.
 *
 * <p>Every other package takes its threads and its time from here, so that a test can drive all of
 * them by hand: each seam has a manual twin ({@link io.kubelette.loop.ManualTime}, {@link
 * io.kubelette.loop.ManualEventLoop}, {@link io.kubelette.loop.ManualIoPool}).
 *
 * <p>Threads: an {@link io.kubelette.loop.EventLoop} owns one thread, an {@link
 * io.kubelette.loop.IoPool} a bounded number; all are daemons, named, and end with {@code close()}.
 *
 * <p>May import: java only (and slf4j, JSpecify).
 */
@NullMarked
package io.kubelette.loop;

import org.jspecify.annotations.NullMarked;
