package io.kubelette.api;

import io.kubelette.model.Opaque;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kubernetes' DeleteOptions as they stand in a body. Pure. */
final class DeleteBodies {

  private DeleteBodies() {}

  static DeleteOptions of(@Nullable Opaque body) {
    DeleteOptions options = DeleteOptions.defaults();
    if (body == null) {
      return options;
    }
    Map<String, Object> fields = body.fields();
    if (fields.get("gracePeriodSeconds") instanceof Long seconds) {
      options = options.withGracePeriod(Duration.ofSeconds(Math.max(0, seconds)));
    }
    if (fields.get("propagationPolicy") instanceof String policy) {
      options = options.propagating(propagation(policy));
    }
    if (fields.get("preconditions") instanceof Map<?, ?> conditions) {
      if (conditions.get("uid") instanceof String uid) {
        options = options.ifUid(uid);
      }
      if (conditions.get("resourceVersion") instanceof String version) {
        options = options.ifResourceVersion(version);
      }
    }
    return options;
  }

  private static DeleteOptions.Propagation propagation(String policy) {
    return switch (policy) {
      case "Background" -> DeleteOptions.Propagation.BACKGROUND;
      case "Foreground" -> DeleteOptions.Propagation.FOREGROUND;
      case "Orphan" -> DeleteOptions.Propagation.ORPHAN;
      default ->
          throw ApiException.badRequest(
              "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \""
                  + policy
                  + "\": supported values: \"Background\", \"Foreground\", \"Orphan\"");
    };
  }
}
