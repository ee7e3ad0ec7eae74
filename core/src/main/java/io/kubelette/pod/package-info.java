/**
 * Runs the pods of one node: decides what each needs next, does it, and tells how it went.
 *
 * <p>The heart is a pure function, {@link io.kubelette.pod.PodPlan#plan}: desired and observed
 * state, memory and the time go in; actions, notices, the new memory and the next waking time come
 * out. A {@code PodWorker} for each pod drives it in a circle: plan, act, observe, plan again.
 *
 * <p>Threads: one event loop, the pod loop, owns all workers; whatever may block travels to the I/O
 * pool and back.
 *
 * <p>May import: model, loop, manifest, fit, api, runtime, pod.reference, pod.volume.
 */
@NullMarked
package io.kubelette.pod;

import org.jspecify.annotations.NullMarked;
