package io.kubelette.api.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.Locale;

/** What a request does with objects, as discovery and roles name it. */
enum Verb {
  GET,
  LIST,
  WATCH,
  CREATE,
  UPDATE,
  PATCH,
  DELETE,
  DELETECOLLECTION;

  /**
   * What a method does at a place.
   *
   * @throws io.kubelette.api.ApiException {@code METHOD_NOT_ALLOWED}
   */
  static Verb of(HttpMethod method, Location location, Parameters parameters) {
    boolean all = location.isCollection();
    return switch (method.name()) {
      case "GET" ->
          location.subresource().isEmpty() && parameters.flag("watch") ? WATCH : all ? LIST : GET;
      case "POST" -> CREATE;
      case "PUT" -> UPDATE;
      case "PATCH" -> PATCH;
      case "DELETE" -> all ? DELETECOLLECTION : DELETE;
      default -> throw Refusals.notAllowed();
    };
  }

  /** Whether it leaves everything as it is. */
  boolean onlyReads() {
    return this == GET || this == LIST || this == WATCH;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
