package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormTableTest {

  private static final Path PAGE = Path.of("../docs/kubectl.md");

  private final FormTable table = FormTable.read();

  @Test
  void everyTestNamesItsForms() {
    assertThat(table.nameless()).isEmpty();
  }

  @Test
  void thePageIsWhatTheTestsSay() throws IOException {
    Path made = Files.writeString(Path.of("target/kubectl.md"), table.in(Files.readString(PAGE)));

    assertThat(PAGE)
        .as("docs/kubectl.md; the new one is in system-tests/%s", made)
        .hasSameTextualContentAs(made);
  }

  @Test
  void aFormIsRunByACommandThatHasAllItsWords() {
    Kubectl kubectl =
        new Kubectl(Path.of("."), List.of(), Map.of(), List.of(List.of("get", "pods", "--tail=1")));
    assertThat(kubectl.ran("get")).isTrue();
    assertThat(kubectl.ran("get --tail")).isTrue();
    assertThat(kubectl.ran("get --tail=2")).isFalse();
    assertThat(kubectl.ran("get -o")).isFalse();
  }
}
