package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * The filter of system calls of a container.
 *
 * @param type RuntimeDefault, Unconfined or Localhost
 */
@Shape
public record SeccompProfile(@Nullable String type, @Nullable String localhostProfile)
    implements SeccompProfileBuilder.With {}
