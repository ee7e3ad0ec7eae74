package io.kubelette.model;

import java.util.List;

/**
 * A part of the objects of a type, or something done with them, that has a URL of its own below
 * theirs.
 *
 * @param name the last part of the URL, such as {@code status}
 * @param group of the kind that is sent and answered; empty for the core group
 * @param kind such as {@code Scale}; that of the object itself for its status
 * @param verbs what clients may ask for, as discovery lists it
 */
public record Subresource(
    String name, String group, String version, String kind, List<String> verbs) {

  private static final List<String> READ_AND_WRITE = List.of("get", "patch", "update");

  /** Keeps a copy. */
  public Subresource {
    verbs = List.copyOf(verbs);
  }

  static Subresource core(String name, String kind, String... verbs) {
    return new Subresource(name, "", "v1", kind, List.of(verbs));
  }

  static Subresource part(String name, ResourceType<?> type) {
    return new Subresource(name, type.group(), type.version(), type.kind(), READ_AND_WRITE);
  }

  /** The same below another version of its type, if it answers with the object itself. */
  Subresource ofKind(String owner, String other) {
    return kind.equals(owner) ? new Subresource(name, group, other, kind, verbs) : this;
  }

  static Subresource scale() {
    return new Subresource("scale", "autoscaling", "v1", "Scale", READ_AND_WRITE);
  }

  static Subresource eviction() {
    return new Subresource("eviction", "policy", "v1", "Eviction", List.of("create"));
  }
}
