/**
 * The states of {@code docs/fake-runtime.md}: each is made by its lines of script, on a whole node,
 * and shown in the words that users of Kubernetes know.
 *
 * <p>Threads: tests run on JUnit's, several at a time; the nodes bring their own.
 *
 * <p>May import: everything that is public.
 */
@NullMarked
package io.kubelette.states;

import org.jspecify.annotations.NullMarked;
