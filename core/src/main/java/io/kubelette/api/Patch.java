package io.kubelette.api;

import java.util.Optional;

/**
 * A change of an object, written down.
 *
 * @param text in JSON; an apply may also be in YAML
 */
public record Patch(Type type, String text) {

  /** The four ways to write a change down. */
  public enum Type {
    /** A list of operations on paths (RFC 6902). */
    JSON("application/json-patch+json"),
    /** An object that is laid over the present one; null deletes (RFC 7386). */
    MERGE("application/merge-patch+json"),
    /** As merge, but lists of known kinds are merged by their keys, with directives. */
    STRATEGIC("application/strategic-merge-patch+json"),
    /** A server-side apply: what the manager wants the fields that it cares about to be. */
    APPLY("application/apply-patch+yaml");

    private final String mediaType;

    Type(String mediaType) {
      this.mediaType = mediaType;
    }

    /** The Content-Type of such a patch, without parameters. */
    public String mediaType() {
      return mediaType;
    }

    /** The type of that Content-Type, which is given without parameters. */
    public static Optional<Type> of(String mediaType) {
      for (Type type : values()) {
        if (type.mediaType.equals(mediaType)) {
          return Optional.of(type);
        }
      }
      return Optional.empty();
    }
  }
}
