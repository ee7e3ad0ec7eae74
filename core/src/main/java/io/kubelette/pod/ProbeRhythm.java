package io.kubelette.pod;

import io.kubelette.model.Probe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a probe asks, and how many answers in a row make a verdict.
 *
 * @param initialDelay from the start of the container to the first question
 * @param period from one question to the next
 * @param timeout after which no answer is one
 * @param successes in a row that make a good verdict
 * @param failures in a row that make a bad one
 */
record ProbeRhythm(
    Duration initialDelay, Duration period, Duration timeout, int successes, int failures) {

  /** Kubernetes: a probe has a timeout of 1 s, a period of 10 s, and fails after three answers. */
  static ProbeRhythm of(Probe probe, ProbeConfig config) {
    return new ProbeRhythm(
        config.second().multipliedBy(or(probe.initialDelaySeconds(), 0)),
        config.second().multipliedBy(or(probe.periodSeconds(), 10)),
        Duration.ofSeconds(or(probe.timeoutSeconds(), 1)),
        or(probe.successThreshold(), 1),
        or(probe.failureThreshold(), 3));
  }

  private static int or(@Nullable Integer given, int otherwise) {
    return given == null || (given == 0 && otherwise > 0) ? otherwise : given;
  }
}
