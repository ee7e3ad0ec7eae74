package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * The object that another one belongs to and is removed with.
 *
 * @param controller whether this owner is the one that manages the object
 * @param blockOwnerDeletion whether the owner stays until the object is gone
 */
@Shape
public record OwnerReference(
    @Carried @Nullable String apiVersion,
    @Carried @Nullable String kind,
    @Carried @Nullable String name,
    @Carried @Nullable String uid,
    @Carried @Nullable Boolean controller,
    @Carried @Nullable Boolean blockOwnerDeletion)
    implements OwnerReferenceBuilder.With {}
