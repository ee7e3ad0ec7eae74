/**
 * The command line of the benchmarks.
 *
 * <p>Threads: none of its own.
 *
 * <p>May import: anything.
 */
@NullMarked
package io.kubelette.benchmarks;

import org.jspecify.annotations.NullMarked;
