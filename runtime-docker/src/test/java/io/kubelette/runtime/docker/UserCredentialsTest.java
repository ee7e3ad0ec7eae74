package io.kubelette.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.conformance.Row;
import io.kubelette.runtime.RegistryCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UserCredentialsTest {

  @TempDir Path folder;

  @Test
  @Row("K12-09")
  void whatDockerLoginLeftInTheFileIsFound() throws IOException {
    config("{\"auths\":{\"quay.io\":{\"auth\":\"YW5uOnNlY3JldA==\"}}}");
    assertThat(users().of("quay.io/team/web:1")).contains(RegistryCredentials.of("ann", "secret"));
    assertThat(users().of("web:1")).isEmpty();
  }

  @Test
  void missingBrokenOrForeignConfigurationIsNone() throws IOException {
    assertThat(users().of("web:1")).isEmpty();
    config("not json");
    assertThat(users().of("web:1")).isEmpty();
    config("{\"credsStore\":\"no-such-helper-anywhere\"}");
    assertThat(users().of("web:1")).isEmpty();
    config("{\"credsStore\":\"../bin/evil\"}");
    assertThat(users().of("web:1")).isEmpty();
  }

  private void config(String text) throws IOException {
    Files.writeString(folder.resolve("config.json"), text);
  }

  private UserCredentials users() {
    return new UserCredentials(folder);
  }
}
