package io.kubelette.api;

import io.kubelette.model.ResourceType;
import java.util.List;

/**
 * A request that the API refused. Callers act on {@link #kind()}; the message is what Kubernetes
 * would say in its Status.
 */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Why a request was refused. */
  public enum Kind {
    /** The object, or the namespace it would live in, does not exist. */
    NOT_FOUND("NotFound", 404),
    /** An object of that name exists. */
    ALREADY_EXISTS("AlreadyExists", 409),
    /** The object changed since it was read, or a precondition does not hold. */
    CONFLICT("Conflict", 409),
    /** Fields of the object break rules: see {@link #fieldErrors()}. */
    INVALID("Invalid", 422),
    /** The request makes no sense whatever the object. */
    BAD_REQUEST("BadRequest", 400),
    /** Nobody knows who asks. */
    UNAUTHORIZED("Unauthorized", 401),
    /** The object may not be touched in this way. */
    FORBIDDEN("Forbidden", 403),
    /** What the URL names cannot be asked for in this way. */
    METHOD_NOT_ALLOWED("MethodNotAllowed", 405),
    /** The answer cannot be given in the form that was asked for. */
    NOT_ACCEPTABLE("NotAcceptable", 406),
    /** The body is too large. */
    TOO_LARGE("RequestEntityTooLarge", 413),
    /** The body is of a form that is not read here. */
    UNSUPPORTED_MEDIA_TYPE("UnsupportedMediaType", 415),
    /** Not now, but perhaps later: an eviction that a disruption budget forbids. */
    TOO_MANY_REQUESTS("TooManyRequests", 429),
    /** The asked-for history is compacted: list again. */
    GONE("Expired", 410),
    /** An await ended without what it waited for. */
    TIMEOUT("Timeout", 504),
    /** The server ran out of something, such as addresses. */
    INTERNAL("InternalError", 500),
    /** The store cannot be reached, or is closed. */
    UNAVAILABLE("ServiceUnavailable", 503);

    private final String reason;
    private final int code;

    Kind(String reason, int code) {
      this.reason = reason;
      this.code = code;
    }

    /** The {@code reason} of the Status that an HTTP client gets. */
    public String reason() {
      return reason;
    }

    /** The HTTP status code. */
    public int code() {
      return code;
    }
  }

  private final Kind kind;
  private final transient List<FieldError> fieldErrors;
  private final transient ErrorDetails details;

  private ApiException(
      Kind kind, String message, List<FieldError> fieldErrors, ErrorDetails details) {
    super(message);
    this.kind = kind;
    this.fieldErrors = List.copyOf(fieldErrors);
    this.details = details;
  }

  ApiException(Kind kind, String message, List<FieldError> fieldErrors) {
    this(kind, message, fieldErrors, ErrorDetails.NONE.with(fieldErrors));
  }

  ApiException(Kind kind, String message) {
    this(kind, message, List.of(), ErrorDetails.NONE);
  }

  /** An answer of whoever stands before the API and refuses in its place, such as a gate. */
  public static ApiException of(Kind kind, String message, ErrorDetails details) {
    return new ApiException(kind, message, List.of(), details);
  }

  /** What the caller acts on. */
  public Kind kind() {
    return kind;
  }

  /** What it is about, for a Status; {@link ErrorDetails#NONE} where there is nothing to tell. */
  public ErrorDetails details() {
    return details;
  }

  /**
   * The mistakes of an {@code INVALID} object, or what a pod that is {@code FORBIDDEN} asks for in
   * excess; otherwise empty.
   */
  public List<FieldError> fieldErrors() {
    return fieldErrors;
  }

  /** The same, with the place of its cause before the message. */
  ApiException at(String place) {
    return place.isEmpty()
        ? this
        : new ApiException(kind, place + getMessage(), fieldErrors, details);
  }

  static ApiException notFound(ResourceType<?> type, String name) {
    return about(Kind.NOT_FOUND, type, name, " not found");
  }

  static ApiException alreadyExists(ResourceType<?> type, String name) {
    return about(Kind.ALREADY_EXISTS, type, name, " already exists");
  }

  static ApiException modified(ResourceType<?> type, String name) {
    return conflict(
        type,
        name,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  static ApiException conflict(ResourceType<?> type, String name, String why) {
    return new ApiException(
        Kind.CONFLICT,
        "Operation cannot be fulfilled on " + type + " " + quoted(name) + ": " + why,
        List.of(),
        ErrorDetails.of(type, name));
  }

  static ApiException forbidden(ResourceType<?> type, String name, String why) {
    return about(Kind.FORBIDDEN, type, name, " is forbidden: " + why);
  }

  /** A request that makes no sense whatever the object. */
  static ApiException badRequest(String message) {
    return new ApiException(Kind.BAD_REQUEST, message);
  }

  /** A pod that breaks the policy for pods. */
  static ApiException refused(String pod, String why, List<FieldError> excesses) {
    return new ApiException(
        Kind.FORBIDDEN,
        ResourceType.POD + " " + quoted(pod) + " is forbidden: " + why,
        excesses,
        ErrorDetails.of(ResourceType.POD, pod).with(excesses));
  }

  static ApiException invalid(ResourceType<?> type, String name, List<FieldError> errors) {
    String kind = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
    String list =
        errors.size() == 1
            ? errors.get(0).toString()
            : "[" + String.join(", ", errors.stream().map(FieldError::toString).toList()) + "]";
    return new ApiException(
        Kind.INVALID,
        kind + " " + quoted(name) + " is invalid: " + list,
        errors,
        ErrorDetails.ofKind(type, name).with(errors));
  }

  private static ApiException about(Kind kind, ResourceType<?> type, String name, String what) {
    return new ApiException(
        kind, type + " " + quoted(name) + what, List.of(), ErrorDetails.of(type, name));
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }
}
