/**
 * Requests and frames that no client would send, against a node's API over HTTP. A seed names each
 * of them, so that what went wrong can be seen again.
 *
 * <p>Threads: JUnit's one; the node and the server have their own.
 *
 * <p>May import: everything.
 */
@NullMarked
package io.kubelette.fuzz;

import org.jspecify.annotations.NullMarked;
