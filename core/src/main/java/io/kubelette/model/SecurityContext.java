package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The rights under which one container runs. */
@Shape
public record SecurityContext(
    @Nullable Capabilities capabilities,
    @Nullable Boolean privileged,
    @Nullable SELinuxOptions seLinuxOptions,
    @Carried @Nullable Opaque windowsOptions,
    @Nullable Long runAsUser,
    @Nullable Long runAsGroup,
    @Nullable Boolean runAsNonRoot,
    @Nullable Boolean readOnlyRootFilesystem,
    @Nullable Boolean allowPrivilegeEscalation,
    @Nullable String procMount,
    @Nullable SeccompProfile seccompProfile,
    @Nullable AppArmorProfile appArmorProfile)
    implements SecurityContextBuilder.With {}
