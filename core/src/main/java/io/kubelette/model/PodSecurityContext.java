package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rights under which all containers of a pod run. */
@Shape
public record PodSecurityContext(
    @Nullable SELinuxOptions seLinuxOptions,
    @Carried @Nullable Opaque windowsOptions,
    @Nullable Long runAsUser,
    @Nullable Long runAsGroup,
    @Nullable Boolean runAsNonRoot,
    List<Long> supplementalGroups,
    @Carried @Nullable String supplementalGroupsPolicy,
    @Nullable Long fsGroup,
    List<Sysctl> sysctls,
    @Carried @Nullable String fsGroupChangePolicy,
    @Nullable SeccompProfile seccompProfile,
    @Nullable AppArmorProfile appArmorProfile,
    @Carried @Nullable String seLinuxChangePolicy)
    implements PodSecurityContextBuilder.With {
  public PodSecurityContext {
    supplementalGroups = Frozen.list(supplementalGroups);
    sysctls = Frozen.list(sysctls);
  }
}
