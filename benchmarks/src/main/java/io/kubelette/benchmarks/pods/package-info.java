/**
 * What pods cost a node of its own time and memory, on the fake runtime.
 *
 * <p>Threads: the caller's; the nodes have theirs, and a watch has a loop.
 *
 * <p>May import: everything of Kubelette.
 */
@NullMarked
package io.kubelette.benchmarks.pods;

import org.jspecify.annotations.NullMarked;
