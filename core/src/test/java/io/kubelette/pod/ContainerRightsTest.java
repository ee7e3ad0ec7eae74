package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kubelette.conformance.Row;
import io.kubelette.model.AppArmorProfile;
import io.kubelette.model.Capabilities;
import io.kubelette.model.Container;
import io.kubelette.model.Pod;
import io.kubelette.model.PodSecurityContextBuilder;
import io.kubelette.model.SELinuxOptions;
import io.kubelette.model.SeccompProfile;
import io.kubelette.model.SecurityContextBuilder;
import io.kubelette.pod.reference.Samples;
import io.kubelette.runtime.ContainerSecurity;
import io.kubelette.runtime.ContainerSecurity.ProcMount;
import io.kubelette.runtime.ContainerSecurity.Profile;
import io.kubelette.runtime.PodIdentity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rights under which a container runs. */
final class ContainerRightsTest {

  private static Pod pod(PodSecurityContextBuilder security) {
    return Samples.pod(spec -> spec.withSecurityContext(security.build()));
  }

  private static Container container(SecurityContextBuilder security) {
    return Samples.container().withSecurityContext(security.build());
  }

  @Test
  @Row("K15-09")
  void whatNobodySaysIsTheEngines() {
    assertThat(ContainerRights.of(Samples.container(), Samples.pod(spec -> spec)))
        .isEqualTo(ContainerSecurity.DEFAULT);
  }

  @Test
  @Row("K15-07")
  void theContainersWordsWinOverThePods() {
    Pod pod =
        pod(
            PodSecurityContextBuilder.builder()
                .runAsUser(1000L)
                .runAsGroup(2000L)
                .supplementalGroups(List.of(5L, 6L))
                .fsGroup(7L));

    ContainerSecurity of = ContainerRights.of(Samples.container(), pod);
    assertThat(of.runAsUser()).isEqualTo(1000);
    assertThat(of.runAsGroup()).isEqualTo(2000);
    assertThat(of.supplementalGroups()).containsExactly(5L, 6L, 7L);

    ContainerSecurity own =
        ContainerRights.of(
            container(SecurityContextBuilder.builder().runAsUser(0L).runAsGroup(1L)), pod);
    assertThat(own.runAsUser()).isZero();
    assertThat(own.runAsGroup()).isEqualTo(1);
  }

  @Test
  @Row("K15-09")
  void everyRightIsCarriedOver() {
    ContainerSecurity rights =
        ContainerRights.of(
            container(
                SecurityContextBuilder.builder()
                    .privileged(true)
                    .capabilities(
                        new Capabilities(List.of("CAP_NET_ADMIN", "SYS_TIME"), List.of("ALL")))
                    .readOnlyRootFilesystem(true)
                    .allowPrivilegeEscalation(false)
                    .procMount("Unmasked")
                    .seccompProfile(new SeccompProfile("Localhost", "profiles/strict.json"))
                    .appArmorProfile(new AppArmorProfile("Unconfined", null))
                    .seLinuxOptions(new SELinuxOptions(null, null, "spc_t", "s0"))),
            Samples.pod(spec -> spec));

    assertThat(rights)
        .isEqualTo(
            new ContainerSecurity(
                null,
                null,
                List.of(),
                true,
                List.of("NET_ADMIN", "SYS_TIME"),
                List.of("ALL"),
                true,
                true,
                Profile.local("profiles/strict.json"),
                Profile.UNCONFINED,
                new ContainerSecurity.SeLinux("", "", "spc_t", "s0"),
                ProcMount.UNMASKED));
  }

  @ParameterizedTest(name = "user {0}, image user {1}: {2}")
  @Row("K15-08")
  @CsvSource({
    "'', 1000, ''",
    "'', 1000:0, ''",
    "5, root, ''",
    "0, 1000, container's runAsUser breaks non-root policy",
    "'', '', container has runAsNonRoot and image will run as root",
    "'', 0:5, container has runAsNonRoot and image will run as root",
    "'', www, 'container has runAsNonRoot and image has non-numeric user (www), cannot verify user"
        + " is non-root'"
  })
  void whoMustNotBeRootIsNot(String user, String image, String flaw) {
    Long id = user.isEmpty() ? null : Long.valueOf(user);
    Pod pod = pod(PodSecurityContextBuilder.builder().runAsNonRoot(true).runAsUser(id));
    PodIdentity identity = new PodIdentity("owner", "uid-1", "default", "web");

    Throwable refusal =
        catchThrowable(
            () -> ContainerRights.verifyNonRoot(Samples.container(), pod, identity, image));

    assertThat(refusal == null ? "" : refusal.getMessage())
        .isEqualTo(flaw.isEmpty() ? "" : flaw + " (pod: \"web_default(uid-1)\", container: a)");
  }

  @Test
  @Row("K15-08")
  void whoMayBeRootIsNotAsked() {
    Pod pod = pod(PodSecurityContextBuilder.builder().runAsNonRoot(true));
    Container own = container(SecurityContextBuilder.builder().runAsNonRoot(false));

    assertThat(ContainerRights.mustNotBeRoot(own, pod)).isFalse();
    assertThat(ContainerRights.mustNotBeRoot(Samples.container(), pod)).isTrue();
  }
}
