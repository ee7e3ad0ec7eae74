package io.kubelette.api;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one field, worded as Kubernetes words it.
 *
 * @param path such as {@code spec.containers[0].image}
 * @param reason the kind of mistake
 * @param value what was given, as the message shows it; none where nothing was given
 * @param detail what would be right; may be empty
 */
public record FieldError(String path, Reason reason, @Nullable String value, String detail) {

  /** The kinds of mistakes; the names in Status causes are Kubernetes' own. */
  public enum Reason {
    /** Nothing was given. */
    REQUIRED("FieldValueRequired", "Required value"),
    /** The value breaks a rule. */
    INVALID("FieldValueInvalid", "Invalid value"),
    /** The value stands there twice. */
    DUPLICATE("FieldValueDuplicate", "Duplicate value"),
    /** The value refers to something that is not there. */
    NOT_FOUND("FieldValueNotFound", "Not found"),
    /** The value is none of a fixed set. */
    UNSUPPORTED("FieldValueNotSupported", "Unsupported value"),
    /** Nothing may stand there, or not now. */
    FORBIDDEN("FieldValueForbidden", "Forbidden"),
    /** There is too much of it. */
    TOO_LONG("FieldValueTooLong", "Too long"),
    /** There are too many of them. */
    TOO_MANY("FieldValueTooMany", "Too many");

    private final String cause;
    private final String text;

    Reason(String cause, String text) {
      this.cause = cause;
      this.text = text;
    }

    /** The name in {@code Status.details.causes[].reason}. */
    public String cause() {
      return cause;
    }
  }

  /** The message without the path: {@code Invalid value: "x": must be …}. */
  public String message() {
    StringBuilder message = new StringBuilder(reason.text);
    if (value != null) {
      message.append(": ").append(value);
    }
    if (!detail.isEmpty()) {
      message.append(": ").append(detail);
    }
    return message.toString();
  }

  /** {@code path: message}. */
  @Override
  public String toString() {
    return path + ": " + message();
  }
}
