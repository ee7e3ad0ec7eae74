/**
 * Controllers: they watch objects of the API and bring others in line with them.
 *
 * <p>Each is a pure derivation and a thin driver: the driver marks what may have changed, and a
 * {@code Reconciler} sees to it that each key is worked on once at a time and no mark is lost.
 *
 * <p>Threads: a controller lives on the event loop of its route, and reads and writes the API on
 * the route's I/O pool.
 *
 * <p>May import: model, loop, fit, api.
 */
@NullMarked
package io.kubelette.controller;

import org.jspecify.annotations.NullMarked;
