package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * Makes headers; its text form shows no value, since some are credentials.
 *
 * <p>Written by hand, as far as builders are: a generated one would show what it holds. What is not
 * set is absent.
 */
public final class HTTPHeaderBuilder {

  private @Nullable String name;
  private @Nullable String value;

  private HTTPHeaderBuilder() {}

  /** A builder with nothing set. */
  public static HTTPHeaderBuilder builder() {
    return new HTTPHeaderBuilder();
  }

  /** A builder with everything as it is there. */
  public static HTTPHeaderBuilder builder(HTTPHeader from) {
    HTTPHeaderBuilder builder = new HTTPHeaderBuilder();
    builder.name = from.name();
    builder.value = from.value();
    return builder;
  }

  /** Sets name, see {@link HTTPHeader#name}. */
  public HTTPHeaderBuilder name(@Nullable String name) {
    this.name = name;
    return this;
  }

  /** Sets value, see {@link HTTPHeader#value}. */
  public HTTPHeaderBuilder value(@Nullable String value) {
    this.value = value;
    return this;
  }

  /** What was set. */
  public HTTPHeader build() {
    return new HTTPHeader(name, value);
  }

  @Override
  public String toString() {
    return "HTTPHeaderBuilder[name=" + name + "]";
  }
}
