package io.kubelette.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScenariosTest {

  private static final Path PROJECT = Path.of("..");

  private final ScenarioTable table =
      ScenarioTable.of(
          Map.of("Docker", DockerScenariosTest.class, "fake", FakeScenariosTest.class));

  @Test
  void everyConformanceTestHasAScenarioOrAReason() {
    assertThat(table.faults()).isEmpty();
  }

  @Test
  void thePageIsWhatTheScenariosSay() throws IOException {
    Path made = Files.writeString(Path.of("target/conformance-scenarios.md"), table.page());

    assertThat(PROJECT.resolve("docs/conformance-scenarios.md"))
        .as("docs/conformance-scenarios.md; the new one is in system-tests/%s", made)
        .hasSameTextualContentAs(made);
  }
}
