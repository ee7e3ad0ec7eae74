package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** What to do when a container ends in a certain way. */
@Shape
public record ContainerRestartRule(
    @Nullable String action, @Nullable ContainerRestartRuleOnExitCodes exitCodes)
    implements ContainerRestartRuleBuilder.With {}
