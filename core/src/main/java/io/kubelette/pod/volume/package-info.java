/**
 * The files of a pod: its volumes, its hosts file and the termination messages of its containers,
 * all below {@code pods/<uid>} in the node's root directory.
 *
 * <p>Containers write into some of these folders while the node works on them, so nothing here
 * follows a link that a container may have made: what is written is made in a folder that no
 * container sees and moved into place by one rename; what is removed is walked with handles, not
 * with paths.
 *
 * <p>Threads: none of its own; called on the I/O pool, for one pod by one thread at a time unless a
 * class says otherwise.
 *
 * <p>May import: model, loop, runtime, pod.reference.
 */
@NullMarked
package io.kubelette.pod.volume;

import org.jspecify.annotations.NullMarked;
