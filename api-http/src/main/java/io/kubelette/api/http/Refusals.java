package io.kubelette.api.http;

import io.kubelette.api.ApiException;
import io.kubelette.api.ApiException.Kind;
import io.kubelette.api.ErrorDetails;
import io.kubelette.model.ResourceType;

/** What the protocol itself refuses, before any rule of objects is asked. */
final class Refusals {

  private Refusals() {}

  static ApiException badRequest(String message) {
    return of(Kind.BAD_REQUEST, message);
  }

  static ApiException notFound() {
    return of(Kind.NOT_FOUND, "the server could not find the requested resource");
  }

  static ApiException notAllowed() {
    return of(
        Kind.METHOD_NOT_ALLOWED, "the server does not allow this method on the requested resource");
  }

  static ApiException invalid(String message) {
    return of(Kind.INVALID, message);
  }

  static ApiException forbidden(String message) {
    return of(Kind.FORBIDDEN, message);
  }

  /** A client may not do that there, in the words of Kubernetes' authorizers. */
  static ApiException forbidden(Location location, Client client, Verb verb) {
    ResourceType<?> type = location.type();
    String part = location.subresource().isEmpty() ? "" : "/" + location.subresource();
    String where =
        location.namespace().isEmpty()
            ? "at the cluster scope"
            : "in the namespace \"" + location.namespace() + "\"";
    String message =
        "%s%s is forbidden: User \"%s\" cannot %s resource \"%s%s\" in API group \"%s\" %s"
            .formatted(
                type,
                location.name().isEmpty() ? "" : " \"" + location.name() + "\"",
                client.name(),
                verb.word(),
                type.plural(),
                part,
                type.group(),
                where);
    return ApiException.of(Kind.FORBIDDEN, message, ErrorDetails.of(type, location.name()));
  }

  static ApiException unauthorized() {
    return of(Kind.UNAUTHORIZED, "Unauthorized");
  }

  static ApiException notAcceptable() {
    return of(
        Kind.NOT_ACCEPTABLE,
        "only the following media types are accepted: application/json, application/yaml");
  }

  static ApiException unsupportedBody(String accepted) {
    return of(
        Kind.UNSUPPORTED_MEDIA_TYPE,
        "the body of the request was in an unknown format - accepted media types include: "
            + accepted);
  }

  static ApiException tooLarge(String message) {
    return of(Kind.TOO_LARGE, message);
  }

  static ApiException tooMany(String message) {
    return of(Kind.TOO_MANY_REQUESTS, message);
  }

  static ApiException gone(String message) {
    return of(Kind.GONE, message);
  }

  static ApiException unavailable(String message) {
    return of(Kind.UNAVAILABLE, message);
  }

  private static ApiException of(Kind kind, String message) {
    return ApiException.of(kind, message, ErrorDetails.NONE);
  }
}
