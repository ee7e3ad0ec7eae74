package io.kubelette.pod;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a container is, as far as its probes and its hook after the start tell.
 *
 * @param started whether it runs, its hook is over and its startup probe has passed
 * @param ready whether it is started and its readiness probe passes
 * @param ailment why it must be killed; null while it is well
 */
record Health(boolean started, boolean ready, @Nullable Ailment ailment) {

  /** Of what does not run. */
  static final Health NONE = new Health(false, false, null);

  /** Of what runs and has nothing that could tell more. */
  static final Health WELL = new Health(true, true, null);

  /**
   * Why a running container must be killed.
   *
   * @param why as the event tells it
   * @param grace of the probe that says so; null for the pod's
   */
  record Ailment(String why, @Nullable Duration grace) {}
}
