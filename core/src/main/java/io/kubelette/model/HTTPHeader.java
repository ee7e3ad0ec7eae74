package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** One header of an HTTP request. */
public record HTTPHeader(@Nullable String name, @Nullable String value) {

  /** The same with another name. */
  public HTTPHeader withName(@Nullable String name) {
    return HTTPHeaderBuilder.builder(this).name(name).build();
  }

  /** The same with another value. */
  public HTTPHeader withValue(@Nullable String value) {
    return HTTPHeaderBuilder.builder(this).value(value).build();
  }

  /** Leaves the value out: some are credentials. */
  @Override
  public String toString() {
    return "HTTPHeader[" + name + "]";
  }
}
