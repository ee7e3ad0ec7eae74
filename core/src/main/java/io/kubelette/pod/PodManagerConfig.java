package io.kubelette.pod;

import io.kubelette.loop.Backoff;
import io.kubelette.runtime.LogLimits;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The numbers by which pods are run; {@link #defaults()} are those of Kubernetes.
 *
 * @param crashBackoff the wait before a container that ended runs again, from its second restart on
 *     (Kubernetes: 10 s doubling to 300 s)
 * @param crashForget a container that ran longer than this restarts as if it never had ended
 *     (Kubernetes: twice the longest back-off)
 * @param imageBackoff the wait before an image that could not be pulled is pulled again, for each
 *     pod and image (Kubernetes: 10 s doubling to 300 s)
 * @param volumeBackoff the wait before volumes that could not be prepared are tried again
 *     (Kubernetes: 500 ms doubling to 2 m 2 s)
 * @param mountPatience after how long a pod that waits for its volumes says so again (Kubernetes: 2
 *     m 3 s)
 * @param retry the wait after any other action that failed (Kubernetes: 10 s)
 * @param relist how often all pods are observed, in case an event was lost
 * @param relistPatience how long ago all pods may have been observed last before the node says that
 *     it is not ready (Kubernetes: 3 min)
 * @param actionDeadline how long a call of the runtime may take (Kubernetes: 2 min)
 * @param pulls how many images are pulled at once and in a second
 * @param pullDeadline how long the pull of an image may take
 * @param shortestGrace what every container gets between being asked to end and being killed
 *     (Kubernetes: 2 s)
 * @param leastGrace what no grace period of a pod falls below, whatever was asked for (Kubernetes:
 *     1 s)
 * @param defaultGrace the grace of what names none (Kubernetes: 30 s)
 * @param releasedGrace the longest grace of a pod that vanished from its source at once, as after a
 *     forced deletion
 * @param deadContainers how many ended containers of each name are kept, newest first, for their
 *     logs (Kubernetes: 1)
 * @param podPids how many processes and threads a pod may have; -1 for any number (Kubernetes: -1,
 *     its {@code podPidsLimit}). Engines count them by container, so each container of a pod may
 *     have so many
 * @param logs how much is kept of what a container writes (Kubernetes: five files of 10 MiB)
 * @param messages how much a status keeps of what containers say of their end
 * @param streamingIdle after how long without a byte the streams of a command, an attachment and a
 *     forwarded port are closed (Kubernetes: 4 h)
 * @param admission what the node allows the pods that it takes
 * @param eviction how often the node looks whether it is short of something (Kubernetes: 10 s)
 * @param shutdown how long pods may take to end when the JVM is asked to; null to do nothing then
 *     (Kubernetes: nothing)
 * @param images when images that nobody uses are removed; null for never (Kubernetes: they are)
 * @param manifests how often the sources of static pods are read
 * @param probes the numbers of probes
 */
@RecordBuilder
public record PodManagerConfig(
    Backoff crashBackoff,
    Duration crashForget,
    Backoff imageBackoff,
    Backoff volumeBackoff,
    Duration mountPatience,
    Duration retry,
    Duration relist,
    Duration relistPatience,
    Duration actionDeadline,
    PullConfig pulls,
    Duration pullDeadline,
    Duration shortestGrace,
    Duration leastGrace,
    Duration defaultGrace,
    Duration releasedGrace,
    int deadContainers,
    long podPids,
    LogLimits logs,
    MessageLimits messages,
    Duration streamingIdle,
    AdmissionConfig admission,
    Duration eviction,
    @Nullable ShutdownConfig shutdown,
    @Nullable ImageCollectionConfig images,
    ManifestConfig manifests,
    ProbeConfig probes)
    implements PodManagerConfigBuilder.With {

  private static final long UNLIMITED = -1;
  private static final Duration INITIAL = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofSeconds(300);

  /** Refuses durations that are not positive. */
  public PodManagerConfig {
    requirePositive("crashForget", crashForget);
    requirePositive("mountPatience", mountPatience);
    requirePositive("retry", retry);
    requirePositive("relist", relist);
    requirePositive("relistPatience", relistPatience);
    requirePositive("actionDeadline", actionDeadline);
    requirePositive("pullDeadline", pullDeadline);
    requirePositive("shortestGrace", shortestGrace);
    requirePositive("leastGrace", leastGrace);
    requirePositive("defaultGrace", defaultGrace);
    requirePositive("streamingIdle", streamingIdle);
    requirePositive("eviction", eviction);
    requirePositive("releasedGrace", releasedGrace);
    if (deadContainers < 0) {
      throw new IllegalArgumentException("deadContainers is not negative: " + deadContainers);
    }
    if (podPids != UNLIMITED && podPids < 1) {
      throw new IllegalArgumentException("podPids is positive, or -1 for no limit: " + podPids);
    }
  }

  /** The numbers of Kubernetes. */
  public static PodManagerConfig defaults() {
    return PodManagerConfigBuilder.builder()
        .crashBackoff(Backoff.doubling(INITIAL, LONGEST))
        .crashForget(LONGEST.multipliedBy(2))
        .imageBackoff(Backoff.doubling(INITIAL, LONGEST))
        .volumeBackoff(Backoff.doubling(Duration.ofMillis(500), Duration.ofSeconds(122)))
        .mountPatience(Duration.ofSeconds(123))
        .retry(INITIAL)
        .relist(Duration.ofSeconds(10))
        .relistPatience(Duration.ofMinutes(3))
        .actionDeadline(Duration.ofMinutes(2))
        .pulls(PullConfig.defaults())
        .pullDeadline(Duration.ofMinutes(30))
        .shortestGrace(Duration.ofSeconds(2))
        .leastGrace(Duration.ofSeconds(1))
        .defaultGrace(Duration.ofSeconds(30))
        .releasedGrace(Duration.ofSeconds(5))
        .deadContainers(1)
        .podPids(UNLIMITED)
        .logs(LogLimits.DEFAULT)
        .messages(MessageLimits.defaults())
        .streamingIdle(Duration.ofHours(4))
        .admission(AdmissionConfig.defaults())
        .eviction(INITIAL)
        .manifests(ManifestConfig.defaults())
        .probes(ProbeConfig.defaults())
        .build();
  }

  /** Short waits, for tests that want to see a pod fail and heal within a second. */
  public static PodManagerConfig forTests() {
    Backoff quick = Backoff.doubling(Duration.ofMillis(10), Duration.ofMillis(300));
    return defaults()
        .withCrashBackoff(quick)
        .withImageBackoff(quick)
        .withPulls(new PullConfig(4, 0, 1))
        .withRetry(Duration.ofMillis(50))
        .withRelist(Duration.ofSeconds(1))
        .withShortestGrace(Duration.ofSeconds(1))
        .withEviction(Duration.ofMillis(500))
        .withManifests(ManifestConfig.forTests())
        .withProbes(ProbeConfig.forTests());
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}
