package io.kubelette.runtime.fake;

import io.kubelette.loop.Clock;
import io.kubelette.runtime.PullProgress;
import io.kubelette.runtime.PullState;
import io.kubelette.runtime.PullState.Layer;
import io.kubelette.runtime.PullState.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of an image on their way, one layer after the other, each in four steps.
 *
 * @param layers their sizes
 */
record Download(List<Long> layers) {

  private static final int STEPS = 4;

  void begin(PullProgress progress) {
    progress.progress(after(0));
  }

  /** Takes so long for all of it, but does not tell of the last step: it may yet fail. */
  void run(Duration time, Clock clock, PullProgress progress) throws InterruptedException {
    int steps = Math.max(1, STEPS * layers.size());
    for (int step = 1; step <= steps; step++) {
      clock.sleep(time.dividedBy(steps));
      if (step < steps) {
        progress.progress(after(step));
      }
    }
  }

  void end(PullProgress progress) {
    progress.progress(after(STEPS * layers.size()));
  }

  private PullState after(int steps) {
    List<Layer> seen = new ArrayList<>(layers.size());
    for (int index = 0; index < layers.size(); index++) {
      int own = Math.max(0, Math.min(STEPS, steps - STEPS * index));
      boolean begun = steps >= STEPS * index;
      Phase phase = own == STEPS ? Phase.DONE : begun ? Phase.DOWNLOADING : Phase.WAITING;
      long size = layers.get(index);
      seen.add(new Layer("layer-" + (index + 1), phase, size * own / STEPS, size));
    }
    return PullState.of(seen);
  }
}
