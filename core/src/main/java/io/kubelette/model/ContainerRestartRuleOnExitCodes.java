package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The exit codes that a restart rule speaks of. */
@Shape
public record ContainerRestartRuleOnExitCodes(@Nullable String operator, List<Integer> values)
    implements ContainerRestartRuleOnExitCodesBuilder.With {
  public ContainerRestartRuleOnExitCodes {
    values = Frozen.list(values);
  }
}
