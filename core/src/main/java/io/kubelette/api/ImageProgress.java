package io.kubelette.api;

import io.kubelette.runtime.PullState;

/**
 * How far the pull of an image has come.
 *
 * @param image as the pod names it
 * @param phase whether it goes on
 * @param state its bytes and layers so far; nothing yet when it begins
 * @param message for a failure, what the runtime said; empty for all else
 */
public record ImageProgress(String image, Phase phase, PullState state, String message) {

  /** One that has not failed. */
  public ImageProgress(String image, Phase phase, PullState state) {
    this(image, phase, state, "");
  }

  /** Whether a pull goes on. */
  public enum Phase {
    /** Bytes arrive, or are about to. */
    PULLING,
    /** The image is present. */
    DONE,
    /** It could not be pulled; it will be tried again. */
    FAILED,
    /** Nobody waits for it any more: its pod is gone. */
    CANCELLED
  }
}
