/**
 * The seeded simulation of the pod brain: a node, its API, its store and its engine on one thread
 * and virtual time, every kind of fault drawn from a seed, and named invariants that must hold.
 *
 * <p>A seed is a whole run. A broken invariant is reported with the seed and the trace of what
 * happened; the same seed always gives the same trace. {@link io.kubelette.simulation.Simulation}
 * is the way in.
 *
 * <p>Threads: the test's own, which moves the time.
 *
 * <p>May import: all of core, runtime-fake.
 */
@NullMarked
package io.kubelette.simulation;

import org.jspecify.annotations.NullMarked;
