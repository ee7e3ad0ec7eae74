/**
 * How fast the API over HTTP is, and what it takes: the example {@code serve} as users start it, in
 * a process of its own, beside an etcd that writes to disk.
 *
 * <p>Threads: the caller's, which also reads what a thousand watches get.
 *
 * <p>May import: core's clock; the rest is processes and sockets.
 */
@NullMarked
package io.kubelette.benchmarks.api;

import org.jspecify.annotations.NullMarked;
