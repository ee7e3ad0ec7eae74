package io.kubelette.api;

/**
 * How a write is to be done: the query parameters of Kubernetes' write requests.
 *
 * @param dryRun whether anything is stored
 * @param fieldManager who writes, as managed fields name it; "" where the caller did not say
 * @param fieldValidation what becomes of fields that the kind has not
 * @param conflicts whether a server-side apply takes fields that others manage
 */
public record WriteOptions(
    DryRun dryRun, String fieldManager, FieldValidation fieldValidation, Conflicts conflicts) {

  /** Whether a request is only tried. */
  public enum DryRun {
    /** It takes effect. */
    NONE,
    /** It is judged and answered as if it took effect; nothing is stored. */
    ALL
  }

  /** What becomes of fields that a kind has not, and of duplicate ones. */
  public enum FieldValidation {
    /** They are dropped in silence. */
    IGNORE,
    /** They are dropped, and the answer warns of each: Kubernetes' default. */
    WARN,
    /** They are refused. */
    STRICT
  }

  /** What a server-side apply does about fields that other managers set to other values. */
  public enum Conflicts {
    /** It is refused, and the error names each of them. */
    REFUSE,
    /** It takes them over. */
    FORCE
  }

  /** Takes effect, by nobody in particular, warns of unknown fields, refuses conflicts. */
  public static WriteOptions defaults() {
    return new WriteOptions(DryRun.NONE, "", FieldValidation.WARN, Conflicts.REFUSE);
  }

  /** Only tried. */
  public WriteOptions tried() {
    return new WriteOptions(DryRun.ALL, fieldManager, fieldValidation, conflicts);
  }

  WriteOptions in(DryRun mode) {
    return new WriteOptions(mode, fieldManager, fieldValidation, conflicts);
  }

  /** By this manager. */
  public WriteOptions by(String manager) {
    return new WriteOptions(dryRun, manager, fieldValidation, conflicts);
  }

  /** With another treatment of unknown fields. */
  public WriteOptions validating(FieldValidation validation) {
    return new WriteOptions(dryRun, fieldManager, validation, conflicts);
  }

  /** Taking over what others manage. */
  public WriteOptions forced() {
    return new WriteOptions(dryRun, fieldManager, fieldValidation, Conflicts.FORCE);
  }
}
