package io.kubelette.api.patch;

import java.util.List;

/** A server-side apply of fields that others manage, and set to other values. */
public final class ApplyConflictException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<Conflict> conflicts;

  /**
   * A field that another manager owns.
   *
   * @param manager in the words of Kubernetes, such as {@code "kubectl-edit" using v1}
   * @param field its path, such as {@code .spec.replicas}
   */
  public record Conflict(String manager, String field) {}

  ApplyConflictException(List<Conflict> conflicts) {
    super(conflicts.size() + " conflicts");
    this.conflicts = List.copyOf(conflicts);
  }

  /** Every one, by manager. */
  public List<Conflict> conflicts() {
    return conflicts;
  }
}
