package io.kubelette.conformance.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConformanceTest {

  private static final Path PROJECT = Path.of("..");

  private final Conformance conformance = Conformance.of(Proof.below(PROJECT));

  @Test
  void everyPromisedRowHasATestOrAReason() {
    assertThat(conformance.faults()).isEmpty();
  }

  @Test
  void thePageIsWhatTheTestsSay() throws IOException {
    Path made = Files.writeString(Path.of("target/conformance.md"), conformance.page());

    assertThat(PROJECT.resolve("docs/conformance.md"))
        .as("docs/conformance.md; the new one is in system-tests/%s", made)
        .hasSameTextualContentAs(made);
  }
}
