package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * Makes environment variables; its text form shows no value.
 *
 * <p>Written by hand, as far as builders are: a generated one would show what it holds. What is not
 * set is absent.
 */
public final class EnvVarBuilder {

  private @Nullable String name;
  private @Nullable String value;
  private @Nullable EnvVarSource valueFrom;

  private EnvVarBuilder() {}

  /** A builder with nothing set. */
  public static EnvVarBuilder builder() {
    return new EnvVarBuilder();
  }

  /** A builder with everything as it is there. */
  public static EnvVarBuilder builder(EnvVar from) {
    EnvVarBuilder builder = new EnvVarBuilder();
    builder.name = from.name();
    builder.value = from.value();
    builder.valueFrom = from.valueFrom();
    return builder;
  }

  /** Sets name, see {@link EnvVar#name}. */
  public EnvVarBuilder name(@Nullable String name) {
    this.name = name;
    return this;
  }

  /** Sets value, see {@link EnvVar#value}. */
  public EnvVarBuilder value(@Nullable String value) {
    this.value = value;
    return this;
  }

  /** Sets valueFrom, see {@link EnvVar#valueFrom}. */
  public EnvVarBuilder valueFrom(@Nullable EnvVarSource valueFrom) {
    this.valueFrom = valueFrom;
    return this;
  }

  /** What was set. */
  public EnvVar build() {
    return new EnvVar(name, value, valueFrom);
  }

  @Override
  public String toString() {
    return "EnvVarBuilder[name=" + name + "]";
  }
}
