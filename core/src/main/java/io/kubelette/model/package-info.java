/**
 * The objects of the Kubernetes API as immutable records in the shape of its v1 JSON, and the
 * values and selectors they are made of.
 *
 * <p>Threads: none. Everything here is immutable and may be shared freely.
 *
 * <p>May import: the JDK and Jackson's annotations; no other package of Kubelette.
 */
@NullMarked
package io.kubelette.model;

import org.jspecify.annotations.NullMarked;
