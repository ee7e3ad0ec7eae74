package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** Where the numbers of the pods begin. */
@Shape
public record StatefulSetOrdinals(@Nullable Integer start)
    implements StatefulSetOrdinalsBuilder.With {}
