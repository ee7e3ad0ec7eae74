package io.kubelette.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The revision of a list, and where it goes on.
 *
 * @param resourceVersion the revision at which the list was read
 * @param continueToken asks for the next part of the list
 * @param remainingItemCount how many objects follow
 */
@Shape
public record ListMeta(
    @Carried @Nullable String selfLink,
    @Nullable String resourceVersion,
    @JsonProperty("continue") @Nullable String continueToken,
    @Nullable Long remainingItemCount,
    @Carried @Nullable Opaque shardInfo)
    implements ListMetaBuilder.With {
  /** Nothing set. */
  public static final ListMeta EMPTY = ListMetaBuilder.builder().build();
}
