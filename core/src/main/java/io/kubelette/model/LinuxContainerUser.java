package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** User and groups of a container's first process. */
@Shape
public record LinuxContainerUser(
    @Carried @Nullable Long uid,
    @Carried @Nullable Long gid,
    @Carried List<Long> supplementalGroups)
    implements LinuxContainerUserBuilder.With {
  public LinuxContainerUser {
    supplementalGroups = Frozen.list(supplementalGroups);
  }
}
