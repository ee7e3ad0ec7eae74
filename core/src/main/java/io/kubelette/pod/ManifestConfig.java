package io.kubelette.pod;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/**
 * How often the sources of static pods are read.
 *
 * @param files how often files are read again, in case the file system told nothing of a change
 *     (Kubernetes: 20 s)
 * @param urls how often URLs are asked (Kubernetes: 20 s)
 * @param answer how long a URL may take to answer (Kubernetes: 10 s)
 */
@RecordBuilder
public record ManifestConfig(Duration files, Duration urls, Duration answer)
    implements ManifestConfigBuilder.With {

  /** Refuses durations that are not positive. */
  public ManifestConfig {
    for (Duration each : new Duration[] {files, urls, answer}) {
      if (each.isNegative() || each.isZero()) {
        throw new IllegalArgumentException("the times of manifests are positive, not " + each);
      }
    }
  }

  /** The numbers of Kubernetes. */
  public static ManifestConfig defaults() {
    Duration poll = Duration.ofSeconds(20);
    return new ManifestConfig(poll, poll, Duration.ofSeconds(10));
  }

  /** Short waits, for tests. */
  public static ManifestConfig forTests() {
    Duration poll = Duration.ofMillis(500);
    return new ManifestConfig(poll, poll, Duration.ofSeconds(2));
  }
}
