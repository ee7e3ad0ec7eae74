package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user, as whoever authenticates knows him. */
@Shape
public record UserInfo(
    @Carried @Nullable Opaque extra,
    List<String> groups,
    @Nullable String uid,
    @Nullable String username)
    implements UserInfoBuilder.With {
  public UserInfo {
    groups = Frozen.list(groups);
  }
}
