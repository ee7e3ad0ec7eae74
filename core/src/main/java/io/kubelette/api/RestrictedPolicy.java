package io.kubelette.api;

import io.kubelette.model.PodSecurityContext;
import io.kubelette.model.PodSpec;
import io.kubelette.model.SeccompProfile;
import io.kubelette.model.Volume;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the level {@code restricted} of the Pod Security Standards demands beyond {@code baseline}.
 * Pure.
 */
final class RestrictedPolicy {

  private static final Set<String> SECCOMP = Set.of("RuntimeDefault", "Localhost");

  private RestrictedPolicy() {}

  static void check(PodSpec spec, Violations at) {
    PodSecurityContext context =
        spec.securityContext() == null ? BaselinePolicy.NO_CONTEXT : spec.securityContext();
    for (int i = 0; i < spec.volumes().size(); i++) {
      volume(spec.volumes().get(i), at.at("volumes", i));
    }
    Violations rights = at.at("securityContext");
    noRootUser(context.runAsUser(), rights);
    if (Boolean.FALSE.equals(context.runAsNonRoot())) {
      rights.at("runAsNonRoot").forbidden("must be true");
    }
    JudgedContainer.of(spec, at).forEach(each -> container(each, context));
  }

  private static void volume(Volume volume, Violations at) {
    boolean own =
        Stream.of(
                volume.configMap(),
                volume.csi(),
                volume.downwardAPI(),
                volume.emptyDir(),
                volume.ephemeral(),
                volume.persistentVolumeClaim(),
                volume.projected(),
                volume.secret())
            .anyMatch(source -> source != null);
    // Paths of the host are judged by baseline, which knows the prefixes that are allowed.
    if (!own && volume.hostPath() == null) {
      at.forbidden(
          "must be one of configMap, csi, downwardAPI, emptyDir, ephemeral, persistentVolumeClaim,"
              + " projected, secret");
    }
  }

  private static void container(JudgedContainer container, PodSecurityContext pod) {
    Violations rights = container.rights();
    if (!Boolean.FALSE.equals(container.context().allowPrivilegeEscalation())) {
      rights.at("allowPrivilegeEscalation").forbidden("must be false");
    }
    Boolean nonRoot = container.context().runAsNonRoot();
    boolean byPod = nonRoot == null && Boolean.TRUE.equals(pod.runAsNonRoot());
    if (!Boolean.TRUE.equals(nonRoot) && !byPod) {
      rights.at("runAsNonRoot").forbidden("must be true, here or for the whole pod");
    }
    noRootUser(container.context().runAsUser(), rights);
    seccomp(container.context().seccompProfile(), pod.seccompProfile(), rights);
    if (!container.dropped().contains("ALL")) {
      rights.at("capabilities").at("drop").forbidden("must contain ALL");
    }
    List<String> tooMuch =
        container.added().stream().filter(each -> !each.equals("NET_BIND_SERVICE")).toList();
    if (!tooMuch.isEmpty()) {
      rights
          .at("capabilities")
          .at("add")
          .forbidden("may only be NET_BIND_SERVICE, not " + String.join(", ", tooMuch));
    }
  }

  private static void noRootUser(@Nullable Long user, Violations rights) {
    if (user != null && user == 0) {
      rights.at("runAsUser").forbidden("may not be 0");
    }
  }

  private static void seccomp(
      @Nullable SeccompProfile own, @Nullable SeccompProfile pod, Violations rights) {
    SeccompProfile profile = own == null ? pod : own;
    String type = profile == null ? null : profile.type();
    if (type == null || !SECCOMP.contains(type)) {
      rights
          .at("seccompProfile")
          .at("type")
          .forbidden("must be RuntimeDefault or Localhost, here or for the whole pod");
    }
  }
}
