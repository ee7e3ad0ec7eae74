package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * An environment variable: a value, or where to find it.
 *
 * @param value may refer to earlier variables as {@code $(NAME)}
 */
@Shape
public record EnvVar(
    @Nullable String name, @Nullable String value, @Nullable EnvVarSource valueFrom)
    implements EnvVarBuilder.With {}
