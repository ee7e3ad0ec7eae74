package io.kubelette.pod;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * How fast a node asks registries for images. What is present is not counted.
 *
 * @param parallel how many images are pulled at once; others wait in line (Kubernetes: 1, its
 *     {@code serializeImagePulls})
 * @param perSecond how many pulls may begin in a second in the long run; a pull beyond that fails
 *     with {@code pull QPS exceeded} and is tried again by its back-off; 0 for any number
 *     (Kubernetes: 5)
 * @param burst how many pulls may begin at once after a quiet time (Kubernetes: 10)
 */
@RecordBuilder
public record PullConfig(int parallel, int perSecond, int burst) implements PullConfigBuilder.With {

  /** Refuses numbers with which no image would ever be pulled. */
  public PullConfig {
    if (parallel < 1 || perSecond < 0 || burst < 1) {
      throw new IllegalArgumentException(
          "parallel and burst are at least 1, perSecond at least 0: %d, %d, %d"
              .formatted(parallel, burst, perSecond));
    }
  }

  /** The numbers of Kubernetes. */
  public static PullConfig defaults() {
    return new PullConfig(1, 5, 10);
  }
}
