/**
 * The official Java client against a node's API.
 *
 * <p>Threads: the client's own; each test ends what it began.
 *
 * <p>May import: everything.
 */
@NullMarked
package io.kubelette.clients.official;

import org.jspecify.annotations.NullMarked;
