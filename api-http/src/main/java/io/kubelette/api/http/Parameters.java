package io.kubelette.api.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The parameters of a request's query. */
record Parameters(Map<String, List<String>> values) {

  private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True", "");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

  static Parameters of(QueryStringDecoder query) {
    return new Parameters(query.parameters());
  }

  /** The first value of that name, unless it is empty. */
  Optional<String> text(String name) {
    return all(name).stream().findFirst().filter(value -> !value.isEmpty());
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Whether it is there and says yes, in the forms that Go reads. */
  boolean flag(String name) {
    List<String> given = all(name);
    if (given.isEmpty() || FALSE.contains(given.get(0))) {
      return false;
    }
    if (!TRUE.contains(given.get(0))) {
      throw Refusals.badRequest(
          "invalid value for parameter %s: \"%s\" is not true or false"
              .formatted(name, given.get(0)));
    }
    return true;
  }

  OptionalLong number(String name) {
    Optional<String> given = text(name);
    if (given.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(given.get()));
    } catch (NumberFormatException malformed) {
      throw Refusals.badRequest(
          "invalid value for parameter %s: \"%s\" is not a number".formatted(name, given.get()));
    }
  }
}
