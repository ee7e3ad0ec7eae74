/**
 * A node for the Java clients of Kubernetes, which live in a package each.
 *
 * <p>Threads: the node's, the server's and the clients' own; each test closes what it opened.
 *
 * <p>May import: everything.
 */
@NullMarked
package io.kubelette.clients;

import org.jspecify.annotations.NullMarked;
