/**
 * What Kubelette counts, as values, and its way into Micrometer.
 *
 * <p>{@link io.kubelette.metrics.TrafficSource} is what counts, for instance a service proxy;
 * {@link io.kubelette.metrics.TrafficMetrics} binds it to a registry. Micrometer is an optional
 * dependency: who does not use the binder does not need it.
 *
 * <p>Threads: values are immutable, the binder may be used from any thread and has none of its own.
 *
 * <p>May import: model.
 */
@NullMarked
package io.kubelette.metrics;

import org.jspecify.annotations.NullMarked;
