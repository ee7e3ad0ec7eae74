package io.kubelette.manifest;

/**
 * One thing that is wrong with a manifest.
 *
 * @param source the name of the manifest
 * @param document the number of the document, from 1; 0 where the whole source is meant
 * @param line the line, from 1; 0 where it is not known
 * @param path the field, such as {@code spec.containers[0].image}; empty for the whole document
 * @param message what is wrong, and what would be right
 */
public record ManifestProblem(
    Kind kind, String source, int document, int line, String path, String message) {

  /** What sort of mistake it is. */
  public enum Kind {
    /** The text is neither YAML nor JSON. */
    SYNTAX,
    /** The text is too large, too deep, or grows too much by its aliases. */
    LIMIT,
    /** A key stands twice in one mapping. */
    DUPLICATE_KEY,
    /** {@code apiVersion} or {@code kind} is missing. */
    MISSING,
    /** Kubelette does not serve this kind. */
    UNKNOWN_KIND,
    /** The kind has no such field. */
    UNKNOWN_FIELD,
    /** The field holds another type of value. */
    WRONG_TYPE,
    /** The value has the right type but cannot be read, such as a malformed quantity. */
    MALFORMED_VALUE
  }

  /** {@code web.yaml: document 2, line 14: spec.containers[0].imag: no such field …}. */
  @Override
  public String toString() {
    return source
        + (document == 0 ? "" : ": document " + document)
        + (line == 0 ? "" : (document == 0 ? ": line " : ", line ") + line)
        + (path.isEmpty() ? "" : ": " + path)
        + ": "
        + message;
  }
}
