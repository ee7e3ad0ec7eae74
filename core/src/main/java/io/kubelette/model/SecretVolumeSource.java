package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files made from the keys of a Secret.
 *
 * @param defaultMode permission bits, as a decimal number
 */
@Shape
public record SecretVolumeSource(
    @Nullable String secretName,
    List<KeyToPath> items,
    @Nullable Integer defaultMode,
    @Nullable Boolean optional)
    implements SecretVolumeSourceBuilder.With {
  public SecretVolumeSource {
    items = Frozen.list(items);
  }
}
