/**
 * A container runtime that needs no engine: images are Java programs, and faults follow a script.
 *
 * <p>It is made for the tests of whoever builds on Kubelette, and for development without a
 * container engine. The way in is {@link io.kubelette.runtime.fake.FakeRuntime}.
 *
 * <p>Threads: one event loop for events and timers, given or its own; a daemon thread for each
 * running program; none for a container whose image is not registered.
 *
 * <p>May import: runtime, loop, model.
 */
@NullMarked
package io.kubelette.runtime.fake;

import org.jspecify.annotations.NullMarked;
