package io.kubelette.pod;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/**
 * When images that nobody uses are removed from the engine.
 *
 * <p>Off unless it is asked for: an engine may be shared, and its images be others'.
 *
 * @param interval how often it is looked (Kubernetes: 5 min)
 * @param high the part of the node's file system that is used, in percent, at which images are
 *     removed (Kubernetes: 85)
 * @param low down to which they are removed (Kubernetes: 80)
 * @param minAge how long an image stays after it was first seen (Kubernetes: 2 min)
 */
@RecordBuilder
public record ImageCollectionConfig(Duration interval, int high, int low, Duration minAge)
    implements ImageCollectionConfigBuilder.With {

  /** Refuses what makes no sense. */
  public ImageCollectionConfig {
    if (interval.isNegative() || interval.isZero() || minAge.isNegative()) {
      throw new IllegalArgumentException("the interval is positive, the age not negative");
    }
    if (low < 0 || high > 100 || low > high) {
      throw new IllegalArgumentException(
          "0 <= low <= high <= 100 does not hold for %d, %d".formatted(low, high));
    }
  }

  /** The numbers of Kubernetes. */
  public static ImageCollectionConfig defaults() {
    return new ImageCollectionConfig(Duration.ofMinutes(5), 85, 80, Duration.ofMinutes(2));
  }
}
