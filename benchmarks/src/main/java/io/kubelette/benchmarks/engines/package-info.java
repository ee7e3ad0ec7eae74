/**
 * How fast pods start on real engines, beside the other ways of starting containers there.
 *
 * <p>Threads: the caller's, and four that start bare containers side by side; nodes have theirs.
 *
 * <p>May import: everything of Kubelette, and the peers.
 */
@NullMarked
package io.kubelette.benchmarks.engines;

import org.jspecify.annotations.NullMarked;
