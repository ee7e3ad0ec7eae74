package io.kubelette.api;

import io.kubelette.model.KubernetesObject;
import java.util.List;

/**
 * An object from the body of a request.
 *
 * @param warnings of unknown and duplicate fields, where these are only warned of
 */
public record Decoded<T extends KubernetesObject>(T object, List<String> warnings) {

  /** Keeps a copy. */
  public Decoded {
    warnings = List.copyOf(warnings);
  }
}
