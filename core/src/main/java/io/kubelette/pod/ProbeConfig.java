package io.kubelette.pod;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/**
 * The numbers by which containers are probed; {@link #defaults()} are those of Kubernetes.
 *
 * @param second how long a second of {@code initialDelaySeconds} and {@code periodSeconds} lasts: a
 *     test makes it shorter, so that probes of whole seconds fire within milliseconds. Timeouts are
 *     not shortened
 * @param tries how often a probe that cannot ask is tried at once before that counts as one error
 *     (Kubernetes: 3)
 * @param answerLimit how many bytes of an answer, or of what a command says, are read (Kubernetes:
 *     10 KiB)
 * @param redirects how many redirects of an HTTP probe are followed (Kubernetes: 10)
 */
@RecordBuilder
public record ProbeConfig(Duration second, int tries, int answerLimit, int redirects)
    implements ProbeConfigBuilder.With {

  /** Refuses numbers that are not positive. */
  public ProbeConfig {
    if (second.isNegative() || second.isZero() || tries < 1 || answerLimit < 1 || redirects < 1) {
      throw new IllegalArgumentException("the numbers of probes must be positive");
    }
  }

  /** The numbers of Kubernetes. */
  public static ProbeConfig defaults() {
    return new ProbeConfig(Duration.ofSeconds(1), 3, 10 * 1024, 10);
  }

  /** Probes that fire a hundred times as often. */
  public static ProbeConfig forTests() {
    return defaults().withSecond(Duration.ofMillis(10));
  }
}
