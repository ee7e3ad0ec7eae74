package io.kubelette.api;

import io.kubelette.runtime.PullState;

/**
 * How far the pull of an image has come.
 *
 * @param image as the pod names it
 * @param phase whether it goes on
 * @param state its bytes and layers so far; nothing yet when it begins
 */
public record ImageProgress(String image, Phase phase, PullState state) {

  /** Whether a pull goes on. */
  public enum Phase {
    /** Bytes arrive, or are about to. */
    PULLING,
    /** The image is present. */
    DONE,
    /** It could not be pulled; it will be tried again. */
    FAILED
  }
}
