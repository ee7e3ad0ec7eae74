/**
 * Example programs, one {@code main} a file: {@code java -jar kubelette-examples.jar NAME}.
 *
 * <p>Threads: each example runs on the main thread.
 *
 * <p>May import: everything that is public.
 */
@NullMarked
package io.kubelette.examples;

import org.jspecify.annotations.NullMarked;
