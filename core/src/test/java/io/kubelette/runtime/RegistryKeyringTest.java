package io.kubelette.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubelette.conformance.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Row("K12-09")
class RegistryKeyringTest {

  @ParameterizedTest
  @CsvSource({
    "web, docker.io",
    "team/web:1, docker.io",
    "docker.io/library/web, docker.io",
    "index.docker.io/team/web, docker.io",
    "quay.io/team/web@sha256:00, quay.io",
    "localhost/web, localhost",
    "registry:5000/web:1, registry:5000"
  })
  void imagesNameTheirRegistry(String image, String registry) {
    assertThat(RegistryKeyring.registryOf(image)).isEqualTo(registry);
  }

  @ParameterizedTest
  @CsvSource({
    "https://index.docker.io/v1/, web:1, true",
    "docker.io, team/web, true",
    "quay.io, quay.io/team/web, true",
    "quay.io, web, false",
    "https://quay.io/v2/, quay.io/team/web, true",
    "quay.io/team, quay.io/team/web, true",
    "quay.io/other, quay.io/team/web, false",
    "*.example.com, eu.example.com/web, true",
    "*.example.com, eu.west.example.com/web, false",
    "*.example.com, example.com/web, false",
    "registry:5000, registry:5000/web, true",
    "registry:5000, registry:5001/web, false"
  })
  void locationsMatchImages(String location, String image, boolean matches) {
    RegistryKeyring keyring = auths("\"" + location + "\":" + ann());
    assertThat(keyring.matching(image).size()).isEqualTo(matches ? 1 : 0);
  }

  @Test
  void longerLocationsComeFirstAndNothingComesTwice() {
    RegistryKeyring keyring =
        auths(
            "\"quay.io\":" + ann() + ",\"quay.io/team\":{\"username\":\"bob\",\"password\":\"b\"}");
    assertThat(keyring.and(keyring).matching("quay.io/team/web"))
        .isEqualTo(
            List.of(RegistryCredentials.of("bob", "b"), RegistryCredentials.of("ann", "se:cret")));
  }

  @Test
  void olderFormHasNoFrame() {
    byte[] json = ("{\"quay.io\":" + ann() + "}").getBytes(StandardCharsets.UTF_8);
    assertThat(RegistryKeyring.ofDockerCfg(json).matching("quay.io/web")).hasSize(1);
  }

  @Test
  void tokensGoBeforePasswordsAndEmptyEntriesAreNone() {
    assertThat(auths("\"quay.io\":{\"identitytoken\":\"t\"},\"gcr.io\":{}").matching("quay.io/web"))
        .containsExactly(new RegistryCredentials("", "", "t"));
    assertThat(auths("\"gcr.io\":{}").matching("gcr.io/web")).isEmpty();
  }

  @Test
  void whatIsNoConfigurationIsRefusedWithoutShowingIt() {
    byte[] broken = "{\"auths\": hunter2".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> RegistryKeyring.ofDockerConfigJson(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> auths("\"quay.io\":{\"auth\":\"%%%\"}"))
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("%%%"));
    assertThat(RegistryCredentials.of("ann", "hunter2").toString()).doesNotContain("hunter2");
  }

  /** {@code ann:se:cret}. */
  private static String ann() {
    return "{\"auth\":\"YW5uOnNlOmNyZXQ=\"}";
  }

  private static RegistryKeyring auths(String entries) {
    return RegistryKeyring.ofDockerConfigJson(
        ("{\"auths\":{" + entries + "}}").getBytes(StandardCharsets.UTF_8));
  }
}
