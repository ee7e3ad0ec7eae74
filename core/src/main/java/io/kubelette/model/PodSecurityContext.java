package io.kubelette.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rights under which all containers of a pod run. */
@Shape
public record PodSecurityContext(
    @Carried @Nullable SELinuxOptions seLinuxOptions,
    @Carried @Nullable Opaque windowsOptions,
    @Carried @Nullable Long runAsUser,
    @Carried @Nullable Long runAsGroup,
    @Carried @Nullable Boolean runAsNonRoot,
    @Carried List<Long> supplementalGroups,
    @Carried @Nullable String supplementalGroupsPolicy,
    @Carried @Nullable Long fsGroup,
    @Carried List<Sysctl> sysctls,
    @Carried @Nullable String fsGroupChangePolicy,
    @Carried @Nullable SeccompProfile seccompProfile,
    @Carried @Nullable AppArmorProfile appArmorProfile,
    @Carried @Nullable String seLinuxChangePolicy)
    implements PodSecurityContextBuilder.With {
  public PodSecurityContext {
    supplementalGroups = Frozen.list(supplementalGroups);
    sysctls = Frozen.list(sysctls);
  }
}
