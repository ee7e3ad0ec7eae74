package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of a Secret, as files. */
@Shape
public record SecretProjection(
    @Nullable String name, List<KeyToPath> items, @Nullable Boolean optional)
    implements SecretProjectionBuilder.With {
  public SecretProjection {
    items = Frozen.list(items);
  }
}
