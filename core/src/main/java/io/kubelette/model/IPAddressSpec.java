package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * The owner of an address.
 *
 * @param parentRef the object that holds the address
 */
@Shape
public record IPAddressSpec(@Nullable ParentReference parentRef)
    implements IPAddressSpecBuilder.With {
  /** Nothing set. */
  public static final IPAddressSpec EMPTY = IPAddressSpecBuilder.builder().build();
}
