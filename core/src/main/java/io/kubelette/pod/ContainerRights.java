package io.kubelette.pod;

import io.kubelette.model.AppArmorProfile;
import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import io.kubelette.model.PodSecurityContext;
import io.kubelette.model.PodSecurityContextBuilder;
import io.kubelette.model.SELinuxOptions;
import io.kubelette.model.SeccompProfile;
import io.kubelette.model.SecurityContext;
import io.kubelette.model.SecurityContextBuilder;
import io.kubelette.pod.reference.ReferenceException;
import io.kubelette.runtime.ContainerSecurity;
import io.kubelette.runtime.ContainerSecurity.ProcMount;
import io.kubelette.runtime.ContainerSecurity.Profile;
import io.kubelette.runtime.PodIdentity;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rights under which a container runs: its own words, or else its pod's. Pure. */
final class ContainerRights {

  private static final SecurityContext NOTHING = SecurityContextBuilder.builder().build();
  private static final PodSecurityContext NOTHING_OF_POD =
      PodSecurityContextBuilder.builder().build();

  private ContainerRights() {}

  /** A local seccomp profile is its path here, which whoever creates the container reads. */
  static ContainerSecurity of(Container container, Pod pod) {
    SecurityContext own = own(container);
    PodSecurityContext common = common(pod);
    return new ContainerSecurity(
        or(own.runAsUser(), common.runAsUser()),
        or(own.runAsGroup(), common.runAsGroup()),
        groups(common),
        Boolean.TRUE.equals(own.privileged()),
        own.capabilities() == null ? List.of() : names(own.capabilities().add()),
        own.capabilities() == null ? List.of() : names(own.capabilities().drop()),
        Boolean.TRUE.equals(own.readOnlyRootFilesystem()),
        Boolean.FALSE.equals(own.allowPrivilegeEscalation()),
        seccomp(or(own.seccompProfile(), common.seccompProfile())),
        appArmor(or(own.appArmorProfile(), common.appArmorProfile())),
        label(or(own.seLinuxOptions(), common.seLinuxOptions())),
        "Unmasked".equals(own.procMount()) ? ProcMount.UNMASKED : ProcMount.DEFAULT);
  }

  /**
   * Refuses a container that must not run as root and would.
   *
   * @param imageUser as {@link io.kubelette.runtime.ObservedImage#user()} tells
   * @throws ReferenceException if it would, or if that cannot be told
   */
  static void verifyNonRoot(Container container, Pod pod, PodIdentity identity, String imageUser) {
    if (!mustNotBeRoot(container, pod)) {
      return;
    }
    SecurityContext own = own(container);
    PodSecurityContext common = common(pod);
    Long user = or(own.runAsUser(), common.runAsUser());
    String image = imageUser.replaceAll(":.*", "");
    String flaw = null;
    if (user != null) {
      flaw = user == 0 ? "container's runAsUser breaks non-root policy" : null;
    } else if (image.isEmpty() || image.matches("0+")) {
      flaw = "container has runAsNonRoot and image will run as root";
    } else if (!image.matches("[0-9]+")) {
      flaw =
          "container has runAsNonRoot and image has non-numeric user (%s), cannot verify user is"
                  .formatted(image)
              + " non-root";
    }
    if (flaw != null) {
      throw new ReferenceException(
          "%s (pod: \"%s_%s(%s)\", container: %s)"
              .formatted(
                  flaw, identity.name(), identity.namespace(), identity.uid(), container.name()));
    }
  }

  /** Whether it says that it must not run as root. */
  static boolean mustNotBeRoot(Container container, Pod pod) {
    return Boolean.TRUE.equals(or(own(container).runAsNonRoot(), common(pod).runAsNonRoot()));
  }

  private static SecurityContext own(Container container) {
    return Objects.requireNonNullElse(container.securityContext(), NOTHING);
  }

  private static PodSecurityContext common(Pod pod) {
    return Objects.requireNonNullElse(pod.spec().securityContext(), NOTHING_OF_POD);
  }

  private static <T> @Nullable T or(@Nullable T first, @Nullable T second) {
    return first == null ? second : first;
  }

  /** Whoever runs in the pod belongs to the group of its volumes. */
  private static List<Long> groups(PodSecurityContext common) {
    return common.fsGroup() == null
        ? common.supplementalGroups()
        : Stream.concat(common.supplementalGroups().stream(), Stream.of(common.fsGroup()))
            .distinct()
            .toList();
  }

  private static List<String> names(List<String> capabilities) {
    return capabilities.stream().map(name -> name.replaceFirst("^CAP_", "")).toList();
  }

  /** Without a word the engine's own filter stands, which is stricter than Kubernetes' default. */
  private static Profile seccomp(@Nullable SeccompProfile profile) {
    return profile == null
        ? Profile.RUNTIME_DEFAULT
        : profile(profile.type(), profile.localhostProfile());
  }

  private static Profile appArmor(@Nullable AppArmorProfile profile) {
    return profile == null
        ? Profile.RUNTIME_DEFAULT
        : profile(profile.type(), profile.localhostProfile());
  }

  private static Profile profile(@Nullable String type, @Nullable String local) {
    return switch (type == null ? "" : type) {
      case "Unconfined" -> Profile.UNCONFINED;
      case "Localhost" -> Profile.local(local == null ? "" : local);
      default -> Profile.RUNTIME_DEFAULT;
    };
  }

  private static ContainerSecurity.@Nullable SeLinux label(@Nullable SELinuxOptions options) {
    return options == null
        ? null
        : new ContainerSecurity.SeLinux(
            orEmpty(options.user()),
            orEmpty(options.role()),
            orEmpty(options.type()),
            orEmpty(options.level()));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
