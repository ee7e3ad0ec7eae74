package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * An environment variable: a value, or where to find it.
 *
 * @param value may refer to earlier variables as {@code $(NAME)}
 */
public record EnvVar(
    @Nullable String name, @Nullable String value, @Nullable EnvVarSource valueFrom) {

  /** The same with another name. */
  public EnvVar withName(@Nullable String name) {
    return EnvVarBuilder.builder(this).name(name).build();
  }

  /** The same with another value. */
  public EnvVar withValue(@Nullable String value) {
    return EnvVarBuilder.builder(this).value(value).build();
  }

  /** The same with another valueFrom. */
  public EnvVar withValueFrom(@Nullable EnvVarSource valueFrom) {
    return EnvVarBuilder.builder(this).valueFrom(valueFrom).build();
  }

  /** Tells whether there is a value, never which. */
  @Override
  public String toString() {
    return "EnvVar[name="
        + name
        + (value == null ? "" : ", value of " + value.length() + " characters")
        + ", valueFrom="
        + valueFrom
        + "]";
  }
}
