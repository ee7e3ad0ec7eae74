package io.kubelette.kubectl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubelette.kubectl.ForeignManifests.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every file of the corpus goes through the real kubectl. The table of core's corpus test says what
 * becomes of it; where kubectl itself has another word, this package's table says which and why.
 *
 * <p>Needs {@code KUBELETTE_CORPUS}, a folder of manifests.
 */
@KubectlTest
class ForeignManifestsTest {

  @TempDir Path home;

  @Test
  void everyFileIsAppliedOrRefusedAsTheTablesSay() throws Exception {
    assertJudgedAsExpected("client", List.of("apply"));
  }

  @Test
  void anApplyOnTheServersSideJudgesAlike() throws Exception {
    assertJudgedAsExpected("server", List.of("apply", "--server-side"));
  }

  private void assertJudgedAsExpected(String side, List<String> command) throws Exception {
    String corpus = System.getenv("KUBELETTE_CORPUS");
    assumeTrue(corpus != null, "KUBELETTE_CORPUS names no folder of manifests");
    ForeignManifests manifests = new ForeignManifests(Path.of(corpus), home, command);
    Map<String, Verdict> expected = Expectations.read(side);
    Map<String, Verdict> judged = manifests.judge(expected);
    keep(side, judged);
    List<String> differing = new ArrayList<>();
    judged.forEach(
        (file, verdict) -> {
          Verdict wish = expected.getOrDefault(file, Verdict.APPLIED);
          if (!verdict.meets(wish)) {
            differing.add(file + ": expected " + wish + ", but is " + verdict);
          }
        });
    assertThat(differing).isEmpty();
    assertThat(judged.keySet()).containsAll(expected.keySet());
  }

  private static void keep(String side, Map<String, Verdict> judged) throws IOException {
    StringBuilder rows = new StringBuilder();
    judged.forEach((file, verdict) -> rows.append(file).append('\t').append(verdict).append('\n'));
    Files.writeString(Path.of("target", "corpus-" + side + ".tsv"), rows);
  }
}
