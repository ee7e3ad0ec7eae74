package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys of a Secret, as files. */
@Shape
public record SecretProjection(
    @Carried @Nullable String name,
    @Carried List<KeyToPath> items,
    @Carried @Nullable Boolean optional)
    implements SecretProjectionBuilder.With {
  public SecretProjection {
    items = Frozen.list(items);
  }
}
