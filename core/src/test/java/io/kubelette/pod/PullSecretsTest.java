package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.model.Bytes;
import io.kubelette.model.Secret;
import io.kubelette.pod.reference.KnownObjects;
import io.kubelette.pod.reference.Samples;
import io.kubelette.runtime.RegistryCredentials;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Row("K12-09")
class PullSecretsTest {

  private static final String AUTHS =
      "{\"registry.example:5000\": {\"username\": \"%s\", \"password\": \"hidden\"}}";

  private final KnownObjects objects =
      KnownObjects.of(
          secret("new", ".dockerconfigjson", "{\"auths\": " + AUTHS.formatted("ann") + "}"),
          secret("old", ".dockercfg", AUTHS.formatted("bob")),
          secret("other", "password", "x"),
          secret("broken", ".dockerconfigjson", "not json"));

  @Test
  void bothFormsOfASecretAreTriedInTheOrderOfThePod() {
    assertThat(secrets("registry.example:5000/web:1", "old", "new").matching())
        .extracting(RegistryCredentials::username)
        .containsExactly("bob", "ann");
  }

  @Test
  void credentialsAreForTheirRegistryAlone() {
    assertThat(secrets("elsewhere.example/web:1", "old", "new").matching()).isEmpty();
  }

  @Test
  void whatIsMissingOrHoldsNoCredentialsIsNamedAndNothingOfItsContent() {
    PullSecrets secrets = secrets("registry.example:5000/web:1", "gone", "other", "broken", "new");

    assertThat(secrets.unusable()).containsExactly("gone", "other", "broken");
    assertThat(secrets.matching()).hasSize(1);
    assertThat(secrets.toString()).doesNotContain("ann").doesNotContain("hidden");
  }

  private PullSecrets secrets(String image, String... names) {
    return PullSecrets.of(List.of(names), "default", objects, image);
  }

  private static Secret secret(String name, String key, String content) {
    return Samples.secret(name).withData(Map.of(key, Bytes.ofUtf8(content)));
  }
}
