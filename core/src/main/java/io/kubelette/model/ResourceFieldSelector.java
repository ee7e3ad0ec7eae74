package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * A request or limit of a container.
 *
 * @param resource such as {@code limits.cpu}
 * @param divisor the unit of the value
 */
@Shape
public record ResourceFieldSelector(
    @Nullable String containerName, @Nullable String resource, @Nullable Quantity divisor)
    implements ResourceFieldSelectorBuilder.With {}
