package io.kubelette.model;

import org.jspecify.annotations.Nullable;

/** The rights under which one container runs. */
@Shape
public record SecurityContext(
    @Carried @Nullable Capabilities capabilities,
    @Carried @Nullable Boolean privileged,
    @Carried @Nullable SELinuxOptions seLinuxOptions,
    @Carried @Nullable Opaque windowsOptions,
    @Carried @Nullable Long runAsUser,
    @Carried @Nullable Long runAsGroup,
    @Carried @Nullable Boolean runAsNonRoot,
    @Carried @Nullable Boolean readOnlyRootFilesystem,
    @Carried @Nullable Boolean allowPrivilegeEscalation,
    @Carried @Nullable String procMount,
    @Carried @Nullable SeccompProfile seccompProfile,
    @Carried @Nullable AppArmorProfile appArmorProfile)
    implements SecurityContextBuilder.With {}
