/**
 * Whether a pod fits a node: what it asks for, what others have taken, which nodes it wants and
 * which want it.
 *
 * <p>The scheduler asks before it assigns a pod, and the node again before it takes one, as in
 * Kubernetes; both mean the same by it.
 *
 * <p>Threads: none. All is pure but for {@link io.kubelette.fit.NodeLoad}, which belongs to the
 * loop of who keeps it.
 *
 * <p>May import: model.
 */
@NullMarked
package io.kubelette.fit;

import org.jspecify.annotations.NullMarked;
