package io.kubelette.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** The revision of a list, and where it goes on. */
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
