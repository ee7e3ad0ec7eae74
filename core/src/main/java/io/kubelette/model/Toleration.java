package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/**
 * A taint that a pod bears.
 *
 * @param operator Exists or Equal; Kubernetes: Equal
 * @param effect NoSchedule, PreferNoSchedule or NoExecute; all where absent
 * @param tolerationSeconds seconds until a NoExecute taint evicts after all; never where absent
 */
@Shape
public record Toleration(
    @Nullable String key,
    @Nullable String operator,
    @Nullable String value,
    @Nullable String effect,
    @Carried @Nullable Long tolerationSeconds)
    implements TolerationBuilder.With {}
