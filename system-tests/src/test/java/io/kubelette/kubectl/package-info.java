/**
 * The real kubectl against a node's API over HTTP, one file for each family of commands; {@code
 * docs/kubectl.md} lists each form and its test.
 *
 * <p>Threads: JUnit's; each kubectl is a process that is ended at its deadline.
 *
 * <p>May import: everything.
 */
@NullMarked
package io.kubelette.kubectl;

import org.jspecify.annotations.NullMarked;
