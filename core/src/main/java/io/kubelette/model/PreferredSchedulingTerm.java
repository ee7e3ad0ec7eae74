package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** A wish for certain nodes, and how much it counts. */
@Shape
public record PreferredSchedulingTerm(
    @Carried @Nullable Integer weight, @Carried @Nullable NodeSelectorTerm preference)
    implements PreferredSchedulingTermBuilder.With {}
