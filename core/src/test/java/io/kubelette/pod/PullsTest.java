package io.kubelette.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubelette.api.ImageProgress;
import io.kubelette.conformance.Row;
import io.kubelette.loop.ManualEventLoop;
import io.kubelette.loop.ManualIoPool;
import io.kubelette.loop.ManualTime;
import io.kubelette.runtime.PullState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How fast a node pulls, and who hears of it. */
final class PullsTest {

  private final ManualTime time = ManualTime.at(Scene.NOW);

  private Pulls pulls(PullConfig config) {
    return new Pulls(config, ManualIoPool.on(time), ManualEventLoop.on(time).clock());
  }

  private static int begun(Pulls pulls, int tries) {
    int begun = 0;
    for (int i = 0; i < tries; i++) {
      begun += pulls.mayBegin() ? 1 : 0;
    }
    return begun;
  }

  @Test
  @Row({"K00-23", "K12-08"})
  void aBurstMayBeginAtOnceAndThenSoManyInASecond() {
    Pulls pulls = pulls(PullConfig.defaults());
    assertThat(begun(pulls, 100)).isEqualTo(10);
    time.advance(Duration.ofMillis(200));
    assertThat(begun(pulls, 100)).isEqualTo(1);
    time.advance(Duration.ofHours(1));
    assertThat(begun(pulls, 100)).isEqualTo(10);
  }

  @Test
  @Row("K00-23")
  void withoutARateAnyNumberMayBegin() {
    assertThat(begun(pulls(new PullConfig(1, 0, 1)), 1000)).isEqualTo(1000);
  }

  @Test
  void aListenerThatFailsHarmsNobody() {
    Pulls pulls = pulls(PullConfig.defaults());
    List<ImageProgress> heard = new ArrayList<>();
    pulls.listen(
        progress -> {
          throw new IllegalStateException("on purpose");
        });
    var own = pulls.listen(heard::add);
    PullState state = new PullState(1, 2, List.of());
    pulls.progressOf("a:1").progress(state);
    own.close();
    pulls.progressOf("a:1").progress(state);
    assertThat(heard).containsExactly(new ImageProgress("a:1", ImageProgress.Phase.PULLING, state));
  }
}
