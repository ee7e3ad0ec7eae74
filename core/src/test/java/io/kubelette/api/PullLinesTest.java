package io.kubelette.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.ImageProgress.Phase;
import io.kubelette.loop.ManualTime;
import io.kubelette.runtime.PullState;
import io.kubelette.runtime.PullState.Layer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person reads who waits for images. */
final class PullLinesTest {

  private static final PullState NOTHING = PullState.of(List.of());

  private final ManualTime time = ManualTime.at(Instant.EPOCH);
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PullLines lines =
      PullLines.by(time, new PrintStream(printed, true, StandardCharsets.UTF_8));

  private List<String> read() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private void goesOn(String image, long first, long second) {
    lines.accept(
        new ImageProgress(
            image,
            Phase.PULLING,
            PullState.of(List.of(layer("a", first, 4_000_000), layer("b", second, 12_000_000)))));
  }

  private static Layer layer(String id, long done, long size) {
    PullState.Phase phase = done == size ? PullState.Phase.DONE : PullState.Phase.DOWNLOADING;
    return new Layer(id, phase, done, size);
  }

  private void ends(String image, long size) {
    lines.accept(new ImageProgress(image, Phase.DONE, new PullState(size, size, List.of())));
  }

  @Test
  void tellsTheBeginTheWayAndTheEnd() {
    lines.accept(new ImageProgress("web:1", Phase.PULLING, NOTHING));
    time.advance(Duration.ofMillis(1_500));
    goesOn("web:1", 4_000_000, 6_250_000);
    time.advance(Duration.ofMillis(2_500));
    ends("web:1", 30_000_000);
    assertThat(read())
        .containsExactly(
            "pulling web:1",
            "web:1: 1 of 2 layers, 10.3 of 16.0 MB",
            "pulled web:1: 2 layers, 16.0 MB in 4.0 s");
  }

  @Test
  void tellsOfEachImageAtMostOnceInASecondAndOnlyNews() {
    goesOn("web:1", 0, 0);
    for (long tenth = 1; tenth <= 25; tenth++) {
      time.advance(Duration.ofMillis(100));
      goesOn("web:1", 100_000 * tenth, 0);
    }
    goesOn("job:1", 0, 0);
    time.advance(Duration.ofSeconds(1));
    goesOn("web:1", 2_000_000, 0);
    time.advance(Duration.ofSeconds(1));
    goesOn("web:1", 2_000_000, 0);
    assertThat(read())
        .containsExactly(
            "pulling web:1",
            "web:1: 0 of 2 layers, 1.0 of 16.0 MB",
            "web:1: 0 of 2 layers, 2.0 of 16.0 MB",
            "pulling job:1");
  }

  @Test
  void tellsOfAnImageThatNeededNoLayer() {
    lines.accept(new ImageProgress("web:1", Phase.PULLING, NOTHING));
    ends("web:1", 16_000_000);
    assertThat(read()).containsExactly("pulling web:1", "web:1 is up to date, 16.0 MB");
  }

  @Test
  void tellsOfAPullForWhichNobodyWaitsAnyMore() {
    lines.accept(new ImageProgress("web:1", Phase.PULLING, NOTHING));
    lines.accept(new ImageProgress("web:1", Phase.CANCELLED, NOTHING));
    assertThat(read()).containsExactly("pulling web:1", "no longer pulling web:1");
  }

  @Test
  void tellsWhyAPullFailedAndOfTheNextOne() {
    lines.accept(new ImageProgress("web:1", Phase.PULLING, NOTHING));
    lines.accept(new ImageProgress("web:1", Phase.FAILED, NOTHING, "manifest unknown"));
    lines.accept(new ImageProgress("web:1", Phase.PULLING, NOTHING));
    assertThat(read())
        .containsExactly(
            "pulling web:1",
            "could not pull web:1: manifest unknown; it will be tried again",
            "pulling web:1");
  }
}
