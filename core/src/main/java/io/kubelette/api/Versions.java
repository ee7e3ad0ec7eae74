package io.kubelette.api;

import io.kubelette.store.Revision;
import java.time.Duration;
import java.util.List;

/** The resourceVersions of requests. Pure. */
final class Versions {

  private Versions() {}

  static Revision parse(String resourceVersion) {
    try {
      return Revision.of(resourceVersion);
    } catch (IllegalArgumentException notOurs) {
      throw ApiException.badRequest(
          "Invalid value: \"%s\": invalid resource version".formatted(resourceVersion));
    }
  }

  static ApiException tooLarge(Revision wanted, Revision now) {
    return ApiException.of(
        ApiException.Kind.TIMEOUT,
        "Too large resource version: %s, current: %s".formatted(wanted, now),
        ErrorDetails.NONE
            .because(
                List.of(
                    new ErrorDetails.Cause(
                        "ResourceVersionTooLarge", "Too large resource version", "")))
            .retryAfter(Duration.ofSeconds(1)));
  }
}
