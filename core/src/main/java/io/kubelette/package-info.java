/**
 * The front door: {@link io.kubelette.Kubelette} wires the parts into a node.
 *
 * <p>Threads: a node has a pod loop, a control loop and an I/O pool, and ends them when it closes.
 *
 * <p>May import: all packages.
 */
@NullMarked
package io.kubelette;

import org.jspecify.annotations.NullMarked;
