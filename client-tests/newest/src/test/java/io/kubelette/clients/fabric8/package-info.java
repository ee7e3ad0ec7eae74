/**
 * The fabric8 client, with the HTTP client that it brings along, against a node's API: compiled and
 * run against each major version that is in use.
 *
 * <p>Threads: the client's own; each test closes its client.
 *
 * <p>May import: everything.
 */
@NullMarked
package io.kubelette.clients.fabric8;

import org.jspecify.annotations.NullMarked;
