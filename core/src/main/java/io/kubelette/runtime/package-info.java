/**
 * The container runtime SPI: what a pod manager asks of an engine, and what it can observe there.
 *
 * <p>The shape is that of Kubernetes' container runtime interface: a sandbox per pod, containers in
 * it, images, and events that say "look again". A runtime decides nothing; it acts and reports.
 *
 * <p>Threads: a runtime is called from the I/O pool, by several threads at once, and may block
 * there; it calls event listeners from a thread of its own.
 *
 * <p>May import: model, loop.
 */
@NullMarked
package io.kubelette.runtime;

import org.jspecify.annotations.NullMarked;
