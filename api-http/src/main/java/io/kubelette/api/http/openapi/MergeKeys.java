package io.kubelette.api.http.openapi;

import io.kubelette.api.patch.ListRule;
import java.util.Optional;

/**
 * By which field clients merge the items of a list, as Kubernetes' types say; lists that are not
 * here are replaced as a whole.
 */
final class MergeKeys {

  private MergeKeys() {}

  /** The key of a list; empty text where the items are keys themselves. */
  static Optional<String> of(Class<?> owner, String field) {
    return Optional.ofNullable(ListRule.of(owner, field).patchKey());
  }

  /** How a list or object is merged, beside by its key. */
  static Optional<String> strategy(Class<?> owner, String field) {
    return switch (owner.getSimpleName() + "." + field) {
      case "PodSpec.volumes" -> Optional.of("merge,retainKeys");
      case "DeploymentSpec.strategy" -> Optional.of("retainKeys");
      default -> of(owner, field).map(key -> "merge");
    };
  }
}
