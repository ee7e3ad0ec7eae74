/**
 * The table of the kubelet's behaviour: each row, and the tests that prove it.
 *
 * <p>Threads: none of its own.
 *
 * <p>May import: java only; it reads the sources of the tests.
 */
@NullMarked
package io.kubelette.conformance.table;

import org.jspecify.annotations.NullMarked;
