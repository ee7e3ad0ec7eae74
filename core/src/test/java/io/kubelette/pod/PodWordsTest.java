package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.Container;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small tables: grace periods, pull policies, host names, durations, hashes, restarts. */
final class PodWordsTest {

  @ParameterizedTest(name = "{0} is written {1}")
  @CsvSource({
    "PT0S, 0ms",
    "PT0.3S, 300ms",
    "PT0.9999S, 999ms",
    "PT1S, 1s",
    "PT10S, 10s",
    "PT59.9S, 59s",
    "PT1M, 1m0s",
    "PT2M40S, 2m40s",
    "PT5M, 5m0s"
  })
  void durationsAreWrittenAsKubernetesDoes(Duration duration, String words) {
    assertThat(Words.of(duration)).isEqualTo(words);
  }

  @ParameterizedTest(name = "{0} with {1}: {2}")
  @CsvSource({
    "nginx, , Always",
    "nginx:latest, , Always",
    "nginx:1.27, , IfNotPresent",
    "localhost:5000/nginx, , Always",
    "localhost:5000/nginx:1.27, , IfNotPresent",
    "nginx@sha256:0123, , IfNotPresent",
    "nginx:latest@sha256:0123, , IfNotPresent",
    "nginx, '', Always",
    "nginx, Never, Never",
    "nginx, IfNotPresent, IfNotPresent",
    "nginx:1.27, Always, Always"
  })
  void pullPoliciesFollowTheTag(String image, @Nullable String named, String policy) {
    Container container = Scene.container("a").withImage(image).withImagePullPolicy(named);
    ContainerRef ref = new ContainerRef(ContainerRole.APP, "a");

    assertThat(PullPolicies.of(new DefinedContainer(ref, container, "Always"))).isEqualTo(policy);
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({", web-0, web-0", "'', web-0, web-0", "chosen, web-0, chosen"})
  void hostNamesAreChosenOrThePods(@Nullable String chosen, String name, String host) {
    assertThat(hostname(chosen, name)).isEqualTo(host);
  }

  @ParameterizedTest(name = "{0} letters, then {1}: {2} letters")
  @CsvSource({"63, '', 63", "63, b, 63", "62, -b, 62", "61, .-b, 61", "62, bb, 63"})
  @Row("K00-29")
  void hostNamesAreCutToALabel(int letters, String end, int length) {
    String host = hostname(null, "a".repeat(letters) + end);

    assertThat(host).hasSize(length).matches("[ab]+");
  }

  private static String hostname(@Nullable String chosen, String name) {
    Scene scene =
        Scene.nothing()
            .metadata(metadata -> metadata.withName(name))
            .spec(spec -> spec.withHostname(chosen));
    return io.kubelette.pod.reference.PodNames.hostname(scene.pod());
  }

  @Row("K03-04")
  @ParameterizedTest(name = "spec {0}, deletion {1}, remembered {2}, wanted {3}: {4} s")
  @CsvSource({
    ", , , true, 30",
    "7, , , true, 7",
    "7, 3, , true, 3",
    "7, 60, , true, 60",
    "0, , , true, 1",
    "7, 0, , true, 1",
    "7, 60, 5, true, 5",
    "7, 3, 5, true, 3",
    "60, , , false, 5",
    "3, , , false, 3",
    "60, 2, , false, 2"
  })
  void gracesOnlyShrink(
      @Nullable Long spec,
      @Nullable Long deletion,
      @Nullable Long remembered,
      boolean wanted,
      long seconds) {
    Scene scene =
        Scene.converged()
            .spec(s -> s.withTerminationGracePeriodSeconds(spec))
            .metadata(m -> m.withDeletionGracePeriodSeconds(deletion));
    if (remembered != null) {
      scene.remember(m -> m.withGrace(Duration.ofSeconds(remembered)));
    }
    if (!wanted) {
      scene.released();
    }

    assertThat(Graces.effective(scene.turn())).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Row({"K05-04", "K06-02", "K06-07"})
  @ParameterizedTest(name = "{0} under {1} after {2}: {3}")
  @CsvSource({
    "APP, Always, 0, true",
    "APP, Always, 1, true",
    "APP, OnFailure, 0, false",
    "APP, OnFailure, 1, true",
    "APP, Never, 0, false",
    "APP, Never, 1, false",
    "INIT, Always, 0, false",
    "INIT, Always, 1, true",
    "INIT, OnFailure, 1, true",
    "INIT, Never, 1, false",
    "SIDECAR, Always, 0, true",
    "SIDECAR, Never, 0, true",
    "SIDECAR, Never, 1, true"
  })
  void restartsFollowPolicyAndRole(
      ContainerRole role, String policy, int exitCode, boolean restarts) {
    ContainerRef ref = new ContainerRef(role, "a");

    assertThat(new DefinedContainer(ref, Scene.container("a"), policy).restartsAfter(exitCode))
        .isEqualTo(restarts);
  }

  @Row("K05-14")
  @ParameterizedTest(name = "{0} {1} as {2} {3}: {4}")
  @CsvSource({
    "a, img:1, a, img:1, true",
    "a, img:1, a, img:2, false",
    "a, img:1, b, img:1, false",
    "a, b, ab, '', false"
  })
  void hashesTellNameAndImageApart(
      String name, String image, String otherName, String otherImage, boolean same) {
    assertThat(hash(name, image).equals(hash(otherName, otherImage))).isEqualTo(same);
  }

  private static String hash(String name, String image) {
    Container container = Scene.container(name).withImage(image).withWorkingDir("/" + image);
    return new DefinedContainer(new ContainerRef(ContainerRole.APP, name), container, "Always")
        .hash();
  }
}
