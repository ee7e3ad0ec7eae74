/**
 * Whole nodes, as their users see them, on the fake runtime and on a real engine.
 *
 * <p>Threads: tests run on JUnit's; the nodes bring their own.
 *
 * <p>May import: everything that is public.
 */
@NullMarked
package io.kubelette.system;

import org.jspecify.annotations.NullMarked;
